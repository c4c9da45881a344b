"""Page numbers held against demands (GB/T 9704-2012 7.5): that they are there, their form, size, side and height."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator.proof.demands import Demands
from generator.proof.measuring import Leaf, Measured
from generator.proof.page_numbers import PageNumber
from generator.proof.rows import Row
from generator.proof.sheets import MM_PER_PT, Sides, mm
from generator.provisions import Provision

Finding = tuple[str, Provision, str, str | None]
_HEIGHT_MM = 1.0
_SIDE_MM = 1.5
_COPIES, _PRINTED = "抄送", "印发"
_INDENTED = {"left": "左缩进", "right": "右缩进"}
_ALIGNED = {"left": "左对齐", "center": "居中", "right": "右对齐"}
_SAME_DASH = str.maketrans("―─", "——")


def page_numbers(
    measured: Measured, margins: Sides, mirrored: bool | None, demands: Demands, moved: bool
) -> Iterator[Finding]:
    """What is wrong with the page numbers, all pages in one problem of a kind. `moved`: paper or margins are wrong, so
    that a number may go by them. `mirrored` is None where the file does not tell.
    """
    if not measured.leaves or not measured.has_text:
        return
    upright = {number for number, leaf in enumerate(measured.leaves, 1) if not leaf.sheet.landscape}
    numbers = [number for number in measured.numbers if number.page in upright]
    wanted = demands.rule("page_number.format").words[0]
    if missing := _missing(measured, upright):
        where = "没有页码" if not measured.numbers else f"{_pages(missing)}没有页码"
        yield "page-number-missing", demands.rule("page_number.below"), where, f"插入页码，写成“{wanted.format(n=1)}”"
    yield from _form(numbers, wanted, demands)
    yield from _size(numbers, demands)
    yield from _Places(margins, mirrored, demands, moved, measured.paper).wrong(numbers)


def _missing(measured: Measured, upright: set[int]) -> list[int]:
    """Pages that lack their number. The first page of a letter, a blank page and the imprint's have none."""
    shown = {number.page for number in measured.numbers}
    free = {1, *_at_the_end(measured.leaves)} if shown else set()
    return [page for page in sorted(upright) if page not in shown | free]


def _at_the_end(leaves: Sequence[Leaf]) -> Iterator[int]:
    """The page of an imprint, known by its words or the blank page before it, and that blank page."""
    last = len(leaves)
    follows_blank = last > 1 and not leaves[-2].rows
    if follows_blank:
        yield last - 1
    if follows_blank or _is_imprint(leaves[-1].rows):
        yield last


def _is_imprint(rows: Sequence[Row]) -> bool:
    return bool(rows) and (rows[0].text.startswith(_COPIES) or rows[-1].text.endswith(_PRINTED))


def _form(numbers: Sequence[PageNumber], wanted: str, demands: Demands) -> Iterator[Finding]:
    pattern = re.escape("".join(wanted.split())).replace(re.escape("{n}"), r"\d+")
    wrong = [number for number in numbers if not re.fullmatch(pattern, _plain(number.text))]
    if wrong:
        rule = demands.rule("page_number.format")
        message = f"页码写成“{wrong[0].text}”，应为“{wanted.format(n=wrong[0].page)}”"
        dashes = _plain(wanted) == "—{n}—"
        yield (
            "page-number-form",
            rule,
            message,
            "数字左右各放一条一字线" if dashes else f"页码改为“{wanted.format(n=1)}”",
        )


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_SAME_DASH)


def _size(numbers: Sequence[PageNumber], demands: Demands) -> Iterator[Finding]:
    rule = demands.rule("page_number.size")
    for what, size_of in (("页码的数字", lambda n: n.size_pt), ("页码的一字线", lambda n: n.dash_pt)):
        sizes: Callable[[PageNumber], float | None] = size_of
        wrong = [size for number in numbers if (size := sizes(number)) is not None and not rule.kept_by(size)]
        if wrong:
            message = f"{what}是{rule.worded(wrong[0])}，应为{rule.wanted}"
            yield "page-number-size", rule, message, f"页脚里的{_parts(demands)}改为{rule.wanted}"
            return


def _parts(demands: Demands) -> str:
    """What a page number is made of where its form is kept."""
    return "页码" if demands.rule("page_number.format").words[0].strip() == "{n}" else "数字和线都"


class _Places:
    """Where numbers should stand; where the text is moved, a number that goes by it does, too."""

    def __init__(
        self, margins: Sides, mirrored: bool | None, demands: Demands, moved: bool, paper: tuple[float, float]
    ) -> None:
        self.margins, self.mirrored, self.demands, self.moved, self.paper = margins, mirrored, demands, moved, paper

    def wrong(self, numbers: Sequence[PageNumber]) -> Iterator[Finding]:
        told: list[str] = []
        rule = self.demands.rule("page_number.odd")
        for parity, name, pages in ((1, "odd", "单"), (0, "even", "双")):
            side = self.demands.rule(f"page_number.{name}")
            wrong = [number for number in numbers if number.page % 2 == parity and not side.kept_by(number.side)]
            if wrong:
                rule = rule if told else side
                told.append(f"{pages}页{side.worded(wrong[0].side)}，应{side.wanted}")
        if told:
            yield "page-number-side", rule, f"页码不在该在的一边：{'；'.join(told)}", self._aligned()
        elif far := [off for number in numbers if abs(off := self._off(number)) > _SIDE_MM]:
            rule = self.demands.rule("page_number.indent")
            chars = f"{rule.value:g} 字"
            message = f"页码离版心的边应空 {chars}，差了 {abs(far[0]):.1f} 毫米"
            sides = zip("单双", self._sides(), strict=True)
            hint = "，".join(f"{pages}页{_INDENTED[side]} {chars}" for pages, side in sides if side in _INDENTED)
            yield "page-number-side", rule, message, hint
        if low := [number for number in numbers if min(map(abs, self._heights(number))) > _HEIGHT_MM]:
            rule, first = self.demands.rule("page_number.top"), low[0]
            at = self.paper[1] - self.demands.number_rise
            way = "低" if first.top > at else "高"
            what = "页码的线" if first.dash_pt else "页码"
            message = f"{what}离纸上边 {first.top:.1f} 毫米，应为 {mm(at)} 毫米，{way}了 {abs(first.top - at):.1f} 毫米"
            yield "page-number-height", rule, message, "改“页脚距底端”的距离"

    def _sides(self) -> tuple[str, str]:
        """Where the numbers of odd and of even pages belong."""
        return self.demands.rule("page_number.odd").words[0], self.demands.rule("page_number.even").words[0]

    def _aligned(self) -> str:
        odd, even = (_ALIGNED[side] for side in self._sides())
        return f"页脚里的页码设为{odd}" if odd == even else f"页眉页脚设为奇偶页不同，单页{odd}，双页{even}"

    def _off(self, number: PageNumber) -> float:
        """How far the number is from one character within the text, in mm; 0 for one in the middle."""
        indent = (self.demands.rule("page_number.indent").value or 0) * number.size_pt * MM_PER_PT
        if number.side == "left":
            return min((number.left - edge - indent for edge in self._edges("left", number)), key=abs)
        if number.side == "right":
            return min((number.width - number.right - edge - indent for edge in self._edges("right", number)), key=abs)
        return 0

    def _edges(self, side: str, number: PageNumber) -> list[float]:
        """Widths of the margin from which the number may be counted."""
        other = {"left": "right", "right": "left"}[side]
        # LibreOffice does not mirror the section of an imprint that begins on an even page; Word does.
        turned = self.mirrored is not False and number.page % 2 == 0
        sides = (side, other) if turned else (side,)
        own = [width for each in sides if (width := getattr(self.margins, each)) is not None]
        return (
            own
            if own and not self.moved
            else [*own, *(width for each in sides for width in self.demands.margins[each])]
        )

    def _heights(self, number: PageNumber) -> list[float]:
        """How far the number is from its heights, in mm."""
        rise = self.demands.number_rise
        rises = [rise]
        if self.moved and self.margins.bottom is not None:
            rises.append(self.margins.bottom - (self.demands.margins["bottom"][0] - rise))
        return [number.top - (self.paper[1] - each) for each in rises]


def _pages(pages: Sequence[int]) -> str:
    shown = "、".join(map(str, pages[:3]))
    return f"第{shown}页" + (f"等{len(pages)}页" if len(pages) > 3 else "")
