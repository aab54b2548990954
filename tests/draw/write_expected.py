"""Write what is expected beside every plan anew; an empty file of the right name adds a case.

Look at what changed before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from conftest import CASES, PICTURES, picture_of  # noqa: E402

from alignctl.draw.arrange import arrange  # noqa: E402
from alignctl.draw.scene import Scene  # noqa: E402
from alignctl.draw.svg import draw_svg  # noqa: E402

for name in CASES:
    (scene,) = arrange([picture_of(PICTURES / name)], engine="wheel")
    assert isinstance(scene, Scene)
    (PICTURES / name).write_text(draw_svg(scene), "utf-8")
    print(f"wrote {name}: {scene.width} x {scene.height}")
