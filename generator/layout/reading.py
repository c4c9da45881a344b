"""Layout files to the model: every mistake in a file, then what the whole of them makes. No file is looked for here."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from generator import yaml_source
from generator.layout.fitting import impossible
from generator.layout.model import Face, Formal, Layout, Page, PageNumber, Role
from generator.layout.shape import FACES, FILE, LAYOUT, ROLES, Table
from generator.layout.takes import Convert
from generator.problems import Problem, Stop, did_you_mean, error
from generator.yaml_source import Mapping, Node, Scalar


def differences(node: Node, problems: list[Problem]) -> Mapping | None:
    """A layout file without what is wrong in it, which goes to `problems`; None for what is no layout file."""
    reading = _Reading(problems)
    reading.table(node, FILE, "版式", whole=False)
    return _good(node, reading.wrong) if isinstance(node, Mapping) else None


def load(node: Node, files: Sequence[str] = ()) -> Layout:
    """The layout of a file that states all, or of several laid over one another: `files`, the last word first, tells
    which of two lines that do not go together is to blame. Raises Stop with all that is wrong in it.
    """
    problems: list[Problem] = []
    stated = _Reading(problems).table(node, LAYOUT, "版式", whole=True)
    if problems:
        raise Stop(problems)
    layout = _layout(stated, _roles(stated["roles"]))
    assert isinstance(node, Mapping)
    if problems := impossible(layout, node, files):
        raise Stop(problems)
    return layout


def _good(node: Node, wrong: set[Node]) -> Mapping:
    assert isinstance(node, Mapping)
    items = {
        key: _good(below, wrong) if isinstance(below, Mapping) else below
        for key, below in node.items.items()
        if below not in wrong
    }
    return Mapping(items, node.key_origins, node.origin)


def _roles(stated: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every role with all its keys: what it states itself, and `body` for the rest."""
    none = {"offset_chars": 0.0, "sealed_right_chars": 0.0}
    return {name: {**none, **stated["body"], **stated[name]} for name in ROLES}


def _layout(stated: dict[str, Any], roles: dict[str, dict[str, Any]]) -> Layout:
    page = stated["page"]
    made = Page(
        **page["paper_mm"],
        **page["margins_mm"],
        footer=page["footer_mm"],
        line_pitch=page["line_pitch_pt"],
        mirror=page["mirror"],
    )
    number = {**stated["page_number"]}
    number["pitch"] = number.pop("pitch_pt")
    return Layout(
        stated["name"],
        made,
        PageNumber(**number),
        MappingProxyType(stated["highlight"]),
        MappingProxyType({name: _role(keys, made) for name, keys in roles.items() if name not in FACES}),
        MappingProxyType({name: _face(roles[name]) for name in FACES}),
        roles["signed_date"]["offset_chars"],
        _formal(stated, roles),
    )


def _formal(stated: dict[str, Any], roles: dict[str, dict[str, Any]]) -> Formal:
    red_head, imprint = stated["red_head"], stated["imprint"]
    return Formal(
        red_head["format"] == "letter",
        red_head["mark_top_mm"],
        red_head["rule_gap_mm"],
        red_head["rule_width_mm"],
        red_head["rule_mm"],
        red_head["under_rule_mm"],
        red_head["foot_rule_mm"],
        imprint["outer_rule_mm"],
        imprint["inner_rule_mm"],
        roles["signed_date"]["sealed_right_chars"],
    )


def _face(keys: dict[str, Any]) -> Face:
    return Face(keys["font"], keys["latin_font"], keys["size_pt"], keys["bold"], keys["char_spacing_pt"], keys["color"])


def _role(keys: dict[str, Any], page: Page) -> Role:
    return Role(
        _face(keys),
        keys["align"],
        keys["indent_chars"],
        keys["right_chars"],
        keys["pitch_pt"],
        round(keys["lines_above"] * page.line_pitch),
        round(keys["lines_below"] * page.line_pitch),
        keys["snap_to_grid"],
        keys["keep_next"],
    )


class _Reading:
    """Values out of nodes by a table of keys; every problem that comes up is told, and its node is `wrong`."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.wrong: set[Node] = set()

    def table(self, node: Node, wanted: Table, where: str, whole: bool) -> dict[str, Any]:
        if not isinstance(node, yaml_source.Mapping):
            self._tell(node, f"{where} 应当是“键: 值”", "把各项缩进写在下面，一行一项；要照原来的样子，删去这一行")
            return {}
        for key, below in node.items.items():
            if key not in wanted.keys:
                hint = did_you_mean(key, wanted.keys) or "可用的键：" + "、".join(wanted.keys)
                self.problems.append(error("layout-unknown-key", f"{where} 没有“{key}”", node.key_origins[key], hint))
                self.wrong.add(below)
        values = {}
        for key, kind in wanted.keys.items():
            if (below_or_none := node.get(key)) is not None:
                values[key] = self.value(below_or_none, kind, key, whole)
            elif whole and wanted.complete:
                hint = f"补上“{key}: …”"
                self.problems.append(error("layout-missing-key", f"{where} 少了“{key}”", node.origin, hint))
        return values

    def value(self, node: Node, wanted: Table | Convert, name: str, whole: bool) -> Any:
        if isinstance(wanted, Table):
            return self.table(node, wanted, name, whole)
        if not isinstance(node, Scalar) or not node.value:
            return self._tell(node, f"{name} 应当有一个值", "写上值，或删去这一行")
        try:
            return wanted.read(node.value)
        except ValueError as failure:
            return self._tell(node, f"{name} 不能是“{node.value}”", str(failure))

    def _tell(self, node: Node, message: str, hint: str) -> None:
        self.problems.append(error("layout-value", message, node.origin, hint))
        self.wrong.add(node)
