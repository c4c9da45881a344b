"""What is possible key by key but not together: told at the line that is to blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.layout.model import Face, Layout, Role
from generator.problems import Origin, Problem, error
from generator.yaml_source import Mapping, Node, Scalar

_TWIPS = 20
# Less of a character's width than this, and the next one covers it.
_VISIBLE = 0.5


def impossible(layout: Layout, node: Mapping, files: Sequence[str]) -> list[Problem]:
    """What of `layout` cannot be set. `node` is what it was read from, `files` the last word first."""
    fitting = _Fitting(layout, node, files)
    return list(dict.fromkeys([*fitting.page(), *fitting.page_number(), *fitting.roles(), *fitting.red_head()]))


class _Fitting:
    def __init__(self, layout: Layout, node: Mapping, files: Sequence[str]) -> None:
        self.layout = layout
        self.node = node
        self.files = list(files)

    def page(self) -> Iterator[Problem]:
        page = self.layout.page
        for size, sides, free in (
            ("width", ("left", "right"), page.text_width),
            ("height", ("top", "bottom"), page.text_height),
        ):
            if free <= 0:
                blamed = self._blamed(*(f"page.margins_mm.{side}" for side in sides), f"page.paper_mm.{size}")
                yield _tell(blamed, "页边距比纸还大，没有地方排字", "改小页边距")

    def page_number(self) -> Iterator[Problem]:
        page, number = self.layout.page, self.layout.page_number
        keys = "page.footer_mm", "page.margins_mm.bottom", "page_number.pitch_pt"
        if page.footer >= page.bottom:
            yield _tell(self._blamed(*keys[:2]), "页码会压在正文上", "footer_mm 要小于下边距")
        elif page.footer + number.pitch > page.bottom:
            hint = "footer_mm 加页码的行距不能大于下边距"
            yield _tell(self._blamed(*keys), "页码会把正文往上挤", hint)
        if number.pitch < number.size_pt * _TWIPS:
            blamed = self._blamed("page_number.size_pt", "page_number.pitch_pt")
            yield _tell(blamed, "页码的行距小于字号，字会被切掉", "pitch_pt 不能小于 size_pt")

    def roles(self) -> Iterator[Problem]:
        for name, face in self.layout.faces.items():
            yield from self._face(name, face)
        for name, role in self.layout.roles.items():
            yield from self._face(name, role.face)
            yield from self._lines(name, role)

    def red_head(self) -> Iterator[Problem]:
        page, formal = self.layout.page, self.layout.formal
        wide = self._blamed("red_head.rule_width_mm", "page.paper_mm.width")
        # A booklet's smaller paper may leave the base's width: a document's rule is as wide as the type area anyway.
        inherited = self._rank(wide) < self._rank(self._blamed("red_head.rule_width_mm"))
        if formal.rule_width > page.width and (formal.is_letter or not inherited):
            yield _tell(wide, "版头的红线比纸还宽", "rule_width_mm 不能大于纸的宽")
        if page.text_height > 0 and formal.mark_top + self.layout.roles["organ"].pitch > page.height - page.bottom:
            own = self._key("organ", "pitch_pt")
            blamed = self._blamed("red_head.mark_top_mm", own, "page.margins_mm.bottom", "page.paper_mm.height")
            yield _tell(blamed, "发文机关标志排到版心下面去了", "mark_top_mm 加 organ 的行距不能超出版心的下边缘")

    def _face(self, name: str, face: Face) -> Iterator[Problem]:
        if face.char_width < _VISIBLE * face.size_pt * _TWIPS:
            hint = "char_spacing_pt 紧缩不能超过字号的一半"
            yield _tell(self._of_role(name, "char_spacing_pt", "size_pt"), f"{name} 的字会叠在一起", hint)

    def _lines(self, name: str, role: Role) -> Iterator[Problem]:
        page = self.layout.page
        if role.pitch < role.face.size_pt * _TWIPS:
            blamed = self._of_role(name, "size_pt", "pitch_pt")
            yield _tell(blamed, f"{name} 的行距小于字号，字会被切掉", "pitch_pt 不能小于 size_pt")
        if page.text_height > 0 and role.pitch + role.above + role.below > page.text_height:
            blamed = self._of_role(name, "pitch_pt", "lines_above", "lines_below", *_AREA_HEIGHT)
            yield _tell(blamed, f"一页排不下一行 {name}", "改小行距、空行或上下边距")
        if page.text_width > 0 and (role.indent_chars + role.right_chars + 1) * role.char_width > page.text_width:
            blamed = self._of_role(name, "indent_chars", "right_chars", "size_pt", *_AREA_WIDTH)
            yield _tell(blamed, f"{name} 空的字比一行还长，没有地方排字", "改小 indent_chars、right_chars 或左右边距")

    def _of_role(self, name: str, *keys: str) -> Origin:
        """The line to blame of a role's keys, which may stand in `body`; a key with a dot is the page's."""
        return self._blamed(*(key if "." in key else self._key(name, key) for key in keys))

    def _key(self, name: str, key: str) -> str:
        own = f"roles.{name}.{key}"
        return own if _found(self.node, own) else f"roles.body.{key}"

    def _blamed(self, *keys: str) -> Origin:
        """Of the lines that do not go together the one that was laid over last; the first of equals."""
        origins = [below.origin for key in keys if (below := _found(self.node, key))]
        return min(origins, key=self._rank, default=self.node.origin)

    def _rank(self, origin: Origin) -> int:
        return self.files.index(origin.file) if origin.file in self.files else len(self.files)


_AREA_HEIGHT = ("page.margins_mm.top", "page.margins_mm.bottom", "page.paper_mm.height")
_AREA_WIDTH = ("page.margins_mm.left", "page.margins_mm.right", "page.paper_mm.width")


def _found(node: Mapping, path: str) -> Node | None:
    below: Node | None = node
    for key in path.split("."):
        below = below.get(key) if isinstance(below, Mapping) else None
    return below if isinstance(below, Scalar) else None


def _tell(origin: Origin, message: str, hint: str) -> Problem:
    return error("layout-value", message, origin, hint)
