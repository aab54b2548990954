"""`alignctl show`: nothing a plan holds can command the terminal, and the data is the plan's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SHOP = Path(__file__).resolve().parent / "answers" / "shop"


def test_an_unknown_id_is_misuse_and_the_nearest_is_named(run_alignctl: Any) -> None:
    result = run_alignctl("show", "solved-frist", cwd=SHOP)
    assert result.returncode == 2
    assert 'did you mean "solved-first"?' in result.stderr


def test_what_a_terminal_would_obey_is_written_out(run_alignctl: Any) -> None:
    result = run_alignctl("show", "old-count", cwd=SHOP, env={"FORCE_COLOR": "1"})
    assert "Old count \\x1b[31mred\\x1b[0m \\u202ebackwards" in result.stdout.replace("\x1b[1m", "").replace(
        "\x1b[0m", ""
    )
    assert "\x1b[31m" not in result.stdout
    assert "\u202e" not in result.stdout


def test_json_holds_the_item_as_it_is_written(run_alignctl: Any) -> None:
    answer = json.loads(run_alignctl("show", "call-back", "--format", "json", cwd=SHOP).stdout)
    assert answer["item"] == {
        "kind": "hypothesis",
        "id": "call-back",
        "title": "Call back",
        "owner": "support",
        "status": "running",
        "change": "offering a call-back instead of a queue",
        "problem": "spare callers the wait",
        "benefit": "a calm first minute",
        "moves": [{"id": "solved-first", "from": 61.0, "to": 68.0, "by": "2026-06-30"}],
        "signals": ["wait"],
        "start": "2026-01-05",
        "end": "2026-05-29",
    }
    assert (answer["path"], answer["progress"]) == ("plans/plan.yaml", None)


def test_the_place_is_the_line_on_which_the_item_begins(run_alignctl: Any) -> None:
    lines = (SHOP / "plans" / "plan.yaml").read_text("utf-8").splitlines()
    for item_id in ("stay", "solved-first", "numbers"):
        answer = json.loads(run_alignctl("show", item_id, "--format", "json", cwd=SHOP).stdout)
        assert lines[answer["line"] - 1] == f"id: {item_id}"


def test_hostile_text_in_json_stays_ascii(run_alignctl: Any) -> None:
    result = run_alignctl("show", "old-count", "--format", "json", cwd=SHOP, env={"PYTHONIOENCODING": "ascii"})
    assert result.stdout.isascii()
    assert json.loads(result.stdout)["item"]["title"] == "Old count \x1b[31mred\x1b[0m \u202ebackwards"


def test_all_readings_and_links_on_request(run_alignctl: Any, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    readings = "".join(f"  - {{date: 2025-{m:02}-01, value: {m}}}\n" for m in range(1, 13))
    text = f"kind: kpi\nid: k\ntitle: K\nreadings:\n{readings}"
    text += "".join(f"---\nkind: kpi\nid: d{n:02}\ntitle: D\ndrives: k\n" for n in range(30))
    (tmp_path / "plans" / "a.yaml").write_text(text)
    short = run_alignctl("show", "k", "--today", "2026-01-01", cwd=tmp_path).stdout
    assert "and 6 earlier (--all shows them)" in short
    assert "and 10 more (--all shows them)" in short
    assert "Readings  ▁▁▂▃▃▄▅▆▆▇██  12, from 1 to 12" in short
    whole = run_alignctl("show", "k", "--all", "--today", "2026-01-01", cwd=tmp_path).stdout
    assert "--all" not in whole
    assert "2025-01-01" in whole
    assert "[d29]" in whole
