"""Small signs, drawn as paths so that no font is needed: one for each kind, state and severity.

Each is drawn in a square of 14 by 14 pixels. A path is stroked (`line`), filled (`solid`) or cut out of what lies
below it in the colour of the ground (`cut`). `TEXT` holds the nearest characters, for outputs made of text.
"""

from __future__ import annotations

SIZE = 14

_DISC = "M7 .8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4z"
_RING = "M7 1.6a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8z"

GLYPHS: dict[str, tuple[tuple[str, str], ...]] = {
    "strategy": (("line", "M3 13.2V1.2"), ("solid", "M3 1.4h9.2L9.7 4.6l2.5 3.2H3z")),
    "outcome": (("line", _RING), ("solid", "M7 4.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8z")),
    "kpi": (("solid", "M1.2 8.4h2.9v4.8H1.2zM5.6 5h2.9v8.2H5.6zM10 1.2h2.9v12H10z"),),
    "hypothesis": (
        ("line", "M4.6 1.4h4.8M5.5 1.6v4L1.9 11.7q-.6 1.3.9 1.3h8.4q1.5 0 .9-1.3L8.5 5.6v-4"),
        ("solid", "M4.6 8.4h4.8l2 3.6H2.6z"),
    ),
    "initiative": (("line", "M1.2 3.6l1.5 1.5L5.2 2M1.2 10l1.5 1.5 2.5-3.1M7.6 3.8h5.4M7.6 10.2h5.4"),),
    "tick": (("solid", _DISC), ("cut", "M3.9 7.3l2.2 2.2 4.2-4.6")),
    "up": (("solid", "M7 .9l6 6.3H9.4v5.9H4.6V7.2H1z"),),
    "slope": (("line", "M1.4 4.4l4 4 2.4-2.4 4.4 4.6M8.2 11.4h4.4V7"),),
    "down": (("solid", "M7 13.1l6-6.3H9.4V.9H4.6v5.9H1z"),),
    "clock": (("line", _RING), ("line", "M7 3.8V7l2.4 1.7")),
    "ring": (("dash", _RING),),
    "aimless": (("line", _RING), ("line", "M3.2 10.8l7.6-7.6")),
    "play": (("solid", "M2.6 1.2l9.6 5.8-9.6 5.8z"),),
    "dots": (("solid", "M1 5.4h3v3H1zM5.5 5.4h3v3h-3zM10 5.4h3v3h-3z"),),
    "pencil": (("line", "M1.6 12.4l.7-3 7.4-7.4 2.3 2.3-7.4 7.4zM8.4 3.3l2.3 2.3"),),
    "cross": (("solid", _DISC), ("cut", "M4.5 4.5l5 5M9.5 4.5l-5 5")),
    "stop": (("line", _RING), ("solid", "M4.6 4.6h4.8v4.8H4.6z")),
    "question": (("line", _RING), ("line", "M5.3 5.6q.1-1.7 1.7-1.7t1.7 1.5q0 1-1.7 2v.4M7 9.7v.4")),
    "turn": (("line", "M2 11.6V8.2q0-3 3-3h6M8.2 2.2l3 3-3 3"),),
    "disc": (("solid", _DISC),),
    "half": (("line", _RING), ("solid", "M7 1.6a5.4 5.4 0 0 0 0 10.8z")),
    "diamond": (("solid", "M7 .8l6 6.2-6 6.2L1 7z"),),
    "leading": (("line", "M1.4 7h8.4M6.6 3.4L10.2 7l-3.6 3.6"), ("line", "M12.8 2v10")),
    "lagging": (("line", "M3 1.4h8M3 12.6h8M4 1.6q0 3 3 5.4q-3 2.4-3 5.4M10 1.6q0 3-3 5.4q3 2.4 3 5.4"),),
    "error": (("solid", "M4.3.6h5.4l3.7 3.7v5.4l-3.7 3.7H4.3L.6 9.7V4.3z"), ("cut", "M7 3.4v4.2M7 9.4v1.4")),
    "warning": (("solid", "M7 .6l6.8 12.4H.2z"), ("cut", "M7 4.6v4M7 10.2v1.3")),
    "advice": (("line", _RING), ("line", "M7 6.4v3.9M7 3.7v1.3")),
}

TEXT: dict[str, str] = {
    "strategy": "⚑",
    "outcome": "◎",
    "kpi": "▥",
    "hypothesis": "⚗",
    "initiative": "☑",
    "tick": "✔",
    "up": "▲",
    "slope": "◢",
    "down": "▼",
    "clock": "◷",
    "ring": "◌",
    "aimless": "⊘",
    "play": "▶",
    "dots": "…",
    "pencil": "✎",
    "cross": "✖",
    "stop": "■",
    "question": "?",
    "turn": "↪",
    "disc": "●",
    "half": "◐",
    "diamond": "◆",
    "leading": "⇥",
    "lagging": "⧗",
    "error": "✖",
    "warning": "⚠",
    "advice": "ⓘ",
}
