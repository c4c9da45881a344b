"""Where a layout deviates from the standard of official documents. Nothing is judged: a deviation may be meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator import provisions
from generator.layout import TWIPS_PER_MM, TWIPS_PER_PT, Layout
from generator.provisions import STRENGTHS, Provision
from generator.yaml_source import Mapping as YamlMapping
from generator.yaml_source import Scalar


class Deviation(NamedTuple):
    """A provision that a layout does not keep, and what the layout has in its place, as a clerk reads it."""

    provision: Provision
    here: str


def deviations(node: YamlMapping, layout: Layout) -> list[Deviation]:
    """All deviations of `layout`, the strictest provisions first. `node` is the whole of what it was read from.

    A letter is held against what 10.1 wants in place of 7.2 and 7.4. Provisions of what no layout states (the seal, the
    shape of a title) are for a printed page.
    """
    computed = _computed(layout)
    own = (None, "letter" if layout.formal.is_letter else "document")
    found = []
    for name, provision in provisions.by_id().items():
        here = computed[name] if name in computed else _stated(node, provision)
        if here is not None and provision.format in own and not provision.kept_by(here):
            found.append(Deviation(provision, provision.worded(here)))
    return sorted(found, key=lambda deviation: STRENGTHS.index(deviation.provision.strength))


def _stated(node: YamlMapping, provision: Provision) -> float | str | None:
    """What the layout states under the key that the provision speaks of, or in `body` for a role; None without one."""
    if provision.layout is None:
        return None
    path = provision.layout.split(".")
    below = _at(node, path)
    if below is None and path[0] == "roles":
        below = _at(node, ["roles", "body", path[-1]])
    if below is None or below.value is None:
        return None
    if path[-1] == "color":
        return "000000" if below.value == "auto" else below.value.upper()
    return float(below.value) if provision.unit else below.value


def _at(node: YamlMapping, path: list[str]) -> Scalar | None:
    below = node.get(path[0])
    for key in path[1:]:
        below = below.get(key) if isinstance(below, YamlMapping) else None
    return below if isinstance(below, Scalar) else None


def _computed(layout: Layout) -> Mapping[str, float | None]:
    """What several keys make together, by the provision that it is held against; lengths in mm. None: nothing to hold.

    Edges of the type area that follow from the others are not told again.
    """
    page, number, body = layout.page, layout.page_number, layout.roles["body"]
    top, height = _type_area(layout)
    # The dash stands in the middle of its line.
    dash = (page.height - page.footer - number.pitch / 2) / TWIPS_PER_MM
    made: dict[str, float | None] = {
        "page.top": top,
        "type_area.width": page.text_width / TWIPS_PER_MM,
        "type_area.height": height,
        "page.lines": page.text_height // body.pitch,
        "page.chars": page.text_width // body.char_width,
        "page_number.below": dash - (top + height),
        "organ_mark.top": round(layout.formal.mark_top / TWIPS_PER_MM - top, 1),
        # "附件" stands in the first line.
        "attachment_title.line": layout.roles["attachment_title"].above / page.line_pitch + 2,
    }
    if number.odd == number.even == "center":
        made["page_number.indent"] = None
    return made


def _type_area(layout: Layout) -> tuple[float, float]:
    """Top edge and height of the type area, in mm: between the margins, as the page dialog shows it, or between the
    first line's characters and the last one's (GB/T 33476.2-2016 6.2), where that is what the standard wants.
    """
    page, body = layout.page, layout.roles["body"]
    free = body.pitch - body.face.size_pt * TWIPS_PER_PT
    by_margins = page.top / TWIPS_PER_MM, page.text_height / TWIPS_PER_MM
    written = page.text_height // body.pitch * body.pitch - free
    by_characters = (page.top + free / 2) / TWIPS_PER_MM, written / TWIPS_PER_MM
    return by_characters if _is_wanted(*by_characters) and not _is_wanted(*by_margins) else by_margins


def _is_wanted(top: float, height: float) -> bool:
    return provisions.of("page.top").kept_by(top) and provisions.of("type_area.height").kept_by(height)
