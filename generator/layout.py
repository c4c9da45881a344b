"""A layout: page, page number and the looks of every role, as a layout file states them. No look is stated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from generator import schema, yaml_source
from generator.problems import Origin, Problem, Stop, did_you_mean, error
from generator.yaml_source import Node, Scalar

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20
HIGHLIGHTS = (
    *("yellow", "green", "magenta", "blue", "red", "darkBlue", "darkCyan", "darkGreen", "darkMagenta"),
    *("darkRed", "darkYellow", "darkGray", "lightGray", "black", "white", "cyan"),
)


class Convert(NamedTuple):
    """How a value is read, which raises ValueError with a hint, and what a schema says of it."""

    read: Callable[[str], Any]
    fragment: schema.Schema


class Page(NamedTuple):
    """The sheet and its margins, the pitch of the line grid and the foot of the page number, in twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    line_pitch: int

    @property
    def text_width(self) -> int:
        """The width of the type area (GB/T 9704-2012 3.2)."""
        return self.width - self.left - self.right


class PageNumber(NamedTuple):
    """`format` holds `{n}`; `odd` and `even` are sides of the page; `pitch` in twips (GB/T 9704-2012 7.5)."""

    format: str
    font: str
    size_pt: float
    pitch: int
    odd: str
    even: str
    indent_chars: float


class Face(NamedTuple):
    """The look of characters; `char_spacing` in twips."""

    font: str
    latin_font: str
    size_pt: float
    bold: bool
    char_spacing: int


class Role(NamedTuple):
    """The look of a paragraph: first-line and right indent in characters, exact line pitch and spaces in twips."""

    face: Face
    align: str
    indent_chars: float
    right_chars: float
    pitch: int
    above: int
    below: int
    snap_to_grid: bool
    keep_next: bool

    @property
    def char_width(self) -> float:
        """One Han character with its spacing, in twips (GB/T 9704-2012 3.1)."""
        return self.face.size_pt * TWIPS_PER_PT + self.face.char_spacing


@dataclass(frozen=True, slots=True)
class Layout:
    """`highlight` is the colour of each state of a gap, `roles` the look of each kind of paragraph.

    `date_offset` is how many characters the date under a signature begins to the right of it (7.3.5.2).
    """

    name: str
    page: Page
    page_number: PageNumber
    highlight: Mapping[str, str]
    roles: Mapping[str, Role]
    point_heading: Face
    date_offset: float


def as_schema() -> schema.Schema:
    """What a layout file may say, as JSON Schema."""
    return schema.whole("版式", _schema_of(_LAYOUT))


def load(node: Node) -> Layout:
    """The layout that a layout file states. Raises Stop with all that is wrong in it."""
    reading = _Reading()
    stated = reading.table(node, _LAYOUT, "版式")
    roles = _roles(stated.pop("roles", {}))
    if not reading.problems:
        reading.problems += _impossible(node, stated, roles)
    if reading.problems:
        raise Stop(reading.problems)
    return _layout(stated, roles)


def _roles(stated: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every role with all its keys: what it states itself, and `body` for the rest."""
    body = stated.get("body", {})
    return {name: {"offset_chars": 0.0, **body, **stated.get(name, {})} for name in _ROLES}


def _layout(stated: dict[str, Any], roles: dict[str, dict[str, Any]]) -> Layout:
    page = stated["page"]
    made = Page(**page["paper_mm"], **page["margins_mm"], footer=page["footer_mm"], line_pitch=page["line_pitch_pt"])
    number = {**stated["page_number"]}
    number["pitch"] = number.pop("pitch_pt")
    return Layout(
        stated["name"],
        made,
        PageNumber(**number),
        MappingProxyType(stated["highlight"]),
        MappingProxyType({name: _role(keys, made) for name, keys in roles.items() if name != "point_heading"}),
        _face(roles["point_heading"]),
        roles["signed_date"]["offset_chars"],
    )


def _face(keys: dict[str, Any]) -> Face:
    return Face(keys["font"], keys["latin_font"], keys["size_pt"], keys["bold"], keys["char_spacing_pt"])


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


def _impossible(node: Node, stated: dict[str, Any], roles: dict[str, dict[str, Any]]) -> list[Problem]:
    """What is possible key by key but not together."""
    page = stated["page"]
    paper, margins = page["paper_mm"], page["margins_mm"]
    found = []
    if margins["left"] + margins["right"] >= paper["width"] or margins["top"] + margins["bottom"] >= paper["height"]:
        found.append(_tell(_origin(node, "page", "margins_mm"), "页边距比纸还大，没有地方排字", "改小页边距"))
    if page["footer_mm"] >= margins["bottom"]:
        found.append(_tell(_origin(node, "page", "footer_mm"), "页码会压在正文上", "footer_mm 要小于下边距"))
    for name, keys in roles.items():
        if keys["pitch_pt"] < keys["size_pt"] * TWIPS_PER_PT:
            hint = "pitch_pt 不能小于 size_pt"
            found.append(_tell(_origin(node, "roles", name), f"{name} 的行距小于字号，字会被切掉", hint))
    return found


def _origin(node: Node, *path: str) -> Origin:
    for key in path:
        if isinstance(node, yaml_source.Mapping) and (below := node.get(key)) is not None:
            node = below
    return node.origin


def _tell(origin: Origin, message: str, hint: str | None = None) -> Problem:
    return error("layout-value", message, origin, hint)


class _Table(NamedTuple):
    """The keys of a mapping and what each takes; a role, which states differences only, is not `complete`."""

    keys: Mapping[str, _Table | Convert]
    complete: bool = True


def _schema_of(wanted: _Table | Convert) -> schema.Schema:
    if isinstance(wanted, Convert):
        return wanted.fragment
    fragments = {key: _schema_of(kind) for key, kind in wanted.keys.items()}
    return schema.keys(fragments, fragments if wanted.complete else ())


class _Reading:
    """Values out of nodes by a table of keys, with every problem that comes up."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def table(self, node: Node, wanted: _Table, where: str) -> dict[str, Any]:
        if not isinstance(node, yaml_source.Mapping):
            self.problems.append(_tell(node.origin, f"{where} 应当是“键: 值”", "把各项缩进写在下面，一行一项"))
            return {}
        for key in node.items:
            if key not in wanted.keys:
                hint = did_you_mean(key, wanted.keys) or "可用的键：" + "、".join(wanted.keys)
                self.problems.append(error("layout-unknown-key", f"{where} 没有“{key}”", node.key_origins[key], hint))
        values = {}
        for key, kind in wanted.keys.items():
            if (below := node.get(key)) is not None:
                values[key] = self.value(below, kind, key)
            elif wanted.complete:
                self.problems.append(error("layout-missing-key", f"{where} 少了“{key}”", node.origin))
        return values

    def value(self, node: Node, wanted: _Table | Convert, name: str) -> Any:
        if isinstance(wanted, _Table):
            return self.table(node, wanted, name)
        if not isinstance(node, Scalar) or not node.value:
            self.problems.append(_tell(node.origin, f"{name} 应当有一个值"))
            return None
        try:
            return wanted.read(node.value)
        except ValueError as failure:
            self.problems.append(_tell(node.origin, f"{name} 不能是“{node.value}”", str(failure)))
            return None


def _number(low: float, high: float, step: float = 0) -> Convert:
    def convert(typed: str) -> float:
        hint = f"写 {low:g} 到 {high:g} 的数，不带单位" + (f"，每级 {step:g}" if step else "")
        try:
            number = float(typed)
        except ValueError:
            raise ValueError(hint) from None
        if not low <= number <= high or (step and number % step):
            raise ValueError(hint)
        return number

    return Convert(convert, schema.number(low, high, step))


def _mm(low: float, high: float) -> Convert:
    number = _number(low, high)
    return Convert(lambda typed: round(number.read(typed) * TWIPS_PER_MM), number.fragment)


def _pt(low: float, high: float) -> Convert:
    number = _number(low, high)
    return Convert(lambda typed: round(number.read(typed) * TWIPS_PER_PT), number.fragment)


def _choice(*words: str) -> Convert:
    def convert(typed: str) -> str:
        if typed not in words:
            raise ValueError(did_you_mean(typed, words) or "可以写：" + "、".join(words))
        return typed

    return Convert(convert, schema.one_of(words))


def _truth(typed: str) -> bool:
    if typed not in ("true", "false"):
        raise ValueError("写 true 或 false")
    return typed == "true"


def _page_format(typed: str) -> str:
    if typed.count("{n}") != 1:
        raise ValueError("要有一处 {n}，页码印在那里")
    return typed


_TEXT = Convert(str, schema.SCALAR)
_FLAG = Convert(_truth, schema.TRUTH)
_SIZE = _number(5, 72, 0.5)
_PITCH = _pt(5, 200)
_COUNT = _number(0, 20)
_SIDE = _choice("left", "right", "center")
_FACE: dict[str, _Table | Convert] = {
    "font": _TEXT,
    "latin_font": _TEXT,
    "size_pt": _SIZE,
    "bold": _FLAG,
    "char_spacing_pt": _pt(-5, 20),
}
_ROLE: dict[str, _Table | Convert] = {
    **_FACE,
    "align": _choice("left", "right", "center", "both"),
    "indent_chars": _COUNT,
    "right_chars": _COUNT,
    "pitch_pt": _PITCH,
    "lines_above": _COUNT,
    "lines_below": _COUNT,
    "snap_to_grid": _FLAG,
    "keep_next": _FLAG,
}
_DIFFERENCE = _Table(_ROLE, complete=False)
_ROLES: dict[str, _Table | Convert] = {
    "body": _Table(_ROLE),
    **dict.fromkeys(("title", "subtitle", "byline", "date", "recipient", "salutation"), _DIFFERENCE),
    **dict.fromkeys(("heading1", "heading2", "heading3", "heading4"), _DIFFERENCE),
    "point_heading": _Table(_FACE, complete=False),
    **dict.fromkeys(("cell", "header_cell"), _DIFFERENCE),
    "signature": _DIFFERENCE,
    "signed_date": _Table({**_ROLE, "offset_chars": _COUNT}, complete=False),
}
_PAGE: dict[str, _Table | Convert] = {
    "paper_mm": _Table(dict.fromkeys(("width", "height"), _mm(50, 550))),
    "margins_mm": _Table(dict.fromkeys(("top", "bottom", "left", "right"), _mm(0, 300))),
    "line_pitch_pt": _PITCH,
    "footer_mm": _mm(0, 300),
}
_PAGE_NUMBER: dict[str, _Table | Convert] = {
    "format": Convert(_page_format, schema.text(r"[^{]*\{n\}.*")),
    "font": _TEXT,
    "size_pt": _SIZE,
    "pitch_pt": _PITCH,
    "odd": _SIDE,
    "even": _SIDE,
    "indent_chars": _COUNT,
}
_LAYOUT = _Table(
    {
        "name": _TEXT,
        "page": _Table(_PAGE),
        "page_number": _Table(_PAGE_NUMBER),
        "highlight": _Table(dict.fromkeys(("missing", "to_confirm"), _choice(*HIGHLIGHTS))),
        "roles": _Table(_ROLES),
    }
)
