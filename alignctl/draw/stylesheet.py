"""The CSS rules of pictures made of boxes and links."""

from __future__ import annotations

from alignctl.draw.palette import ROOT, ground_rules

_KINDS = ("outcome", "kpi", "hypothesis", "initiative")


def picture_rules(*, static: bool = False) -> str:
    """The CSS of a picture of boxes, with colours as custom properties; `static` leaves out what needs a pointer."""
    root = f".{ROOT}"
    lines = [
        *ground_rules(root),
        f"{root} .rule{{stroke:var(--a-rule);fill:none}}",
        f"{root} .apart{{fill:var(--a-apart);stroke:var(--a-apart-line);stroke-dasharray:6 4}}",
        f"{root} .sign{{stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;fill:none}}",
        f"{root} .shape{{stroke-width:1.6;stroke-linejoin:round;fill:var(--a-paper);stroke:var(--a-line)}}",
        f"{root} .cut{{stroke:var(--a-paper)}}",
        f"{root} .edge{{fill:none;stroke:var(--a-line);stroke-width:1.5}}",
        f"{root} .head{{fill:var(--a-line);stroke:var(--a-line);stroke-linejoin:round}}",
        f"{root} .open{{fill:var(--a-paper)}}",
        f"{root} .strong{{stroke-width:2.6}}",
        f"{root} .weak{{stroke-width:1}}",
        f"{root} .untested{{stroke-dasharray:7 5}}",
        f"{root} .signals{{stroke-dasharray:1.5 4.5;stroke-linecap:round}}",
        f"{root} .leads-to{{stroke-dasharray:12 5}}",
        f"{root} .early-sign{{stroke-dasharray:1.5 4.5;stroke-linecap:round}}",
        f"{root} .by-measures{{stroke:var(--a-kpi-line);stroke-dasharray:11 3 2.5 3}}",
        f"{root} .by-measures.untested{{stroke-dasharray:7 5}}",
        f"{root} .halo{{fill:none;stroke:var(--a-ink);stroke-width:2.4}}",
        f"{root} .stripe{{fill:none}}",
        f"{root} .tinted{{fill:var(--a-rule);fill-opacity:.3}}",
        f"{root} .strategy .shape{{fill:var(--a-strategy);stroke:var(--a-strategy-line)}}",
        f"{root} .strategy text{{fill:var(--a-strategy-ink)}}",
        f"{root} .strategy text.soft,{root} .strategy text.line{{fill:var(--a-strategy-soft)}}",
    ]
    for kind in _KINDS:
        lines.append(f"{root} .{kind} .shape{{fill:var(--a-{kind});stroke:var(--a-{kind}-line)}}")
    for kind in _KINDS:
        lines.append(f"{root} .sign-{kind}{{stroke:var(--a-{kind}-line);color:var(--a-{kind}-line)}}")
    lines.append(f"{root} .sign-strategy{{stroke:var(--a-strategy-ink);color:var(--a-strategy-ink)}}")
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
        lines.append(f"{root} .strategy .tone-{tone}{{stroke:var(--a-strategy-ink);color:var(--a-strategy-ink)}}")
    lines.append(f"{root} .solid{{fill:currentColor}}")
    lines.append(f"{root} .strategy .cut{{stroke:var(--a-strategy)}}")
    for kind in ("hypothesis", "initiative"):
        lines.append(f"{root} .from-{kind}{{stroke:var(--a-{kind}-line)}}")
        lines.append(f"{root} .head.from-{kind}{{fill:var(--a-{kind}-line)}}")
    lines.append(f"{root} .head.open{{fill:var(--a-paper)}}")
    lines += [
        f"{root} .context .shape{{fill:var(--a-paper);stroke-dasharray:5 4}}",
        f"{root} .context.strategy text,{root} .context.strategy text.line{{fill:var(--a-ink)}}",
        f"{root} .context.strategy text.soft{{fill:var(--a-soft)}}",
        f"{root} .context .sign-strategy{{stroke:var(--a-strategy-line);color:var(--a-strategy-line)}}",
        f"{root} .context .cut{{stroke:var(--a-paper)}}",
    ]
    for tone in ("good", "watch", "bad", "unknown", "plain"):
        lines.append(f"{root} .context.strategy .tone-{tone}{{stroke:var(--a-{tone});color:var(--a-{tone})}}")
    if not static:
        lines.append(f"{root} a:focus-visible{{outline:none}}")
        lines.append(f"{root} a:hover .shape,{root} a:focus-visible .shape{{stroke-width:3.4}}")
    return "\n".join(lines)
