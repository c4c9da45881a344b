"""Pages as LibreOffice sets them, measured as `nigao proof` does: GB/T 9704-2012 5.2, 7.3 and 7.5."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from generator import Workspace, layout, places, yaml_source
from generator.document import Block, Cell, Document, Gap, Text
from generator.draft import Draft
from generator.proof import demands
from generator.word import package
from tests.genres import GENRES, filled
from tests.rendered import Printed, codes, counts
from tests.test_formal import HOSPITAL, INNER, NOTICE
from tests.workspaces import ROOT, put

pytestmark = pytest.mark.xdist_group("rendering")
HAN = "坚持以高质量发展为主题推动公立医院党的建设与业务工作深度融合不断提升群众获得感"
WORDS = (HAN * 100)[: 22 * 28 * 5 + 300]
OFFICIAL = ("gbt9704", "gbt9704-full")
LAYOUTS = (*OFFICIAL, "speech-large", "plain")
HOSPITALS = ("county-hospital", "maternity-hospital")
MISSING = Gap(("activity.theme",), "missing", "主题")
UNSURE = Gap(("party.rate",), "to_confirm", "参学率")
TITLE = "平安县人民医院党建工作总结"


def plain(*blocks: Block) -> Document:
    return Document("plain", 2026, (*blocks, Block("p", "body", (Text(WORDS),))))


FULL = plain()
TITLED = plain(Block("title", "title", (Text(TITLE),)))
ROWS = (("序号", "任务", "措施", "完成时限"), *((str(n), "抓学习", HAN * 2, "2027年10月31日") for n in range(1, 8)))
CELLS = tuple(
    Block(f"t.table/{row}.{column}", "cell", (Text(text),), cell=Cell("t", row, column, True))
    for row, texts in enumerate(ROWS)
    for column, text in enumerate(texts, 1)
)
CAPTION = Block("t.caption", "caption", (Text("任务分解表"),), number="表1　")
ACROSS = Document("across", 2026, (Block("p", "body", (Text(HAN),)), CAPTION, *CELLS, Block("q", "body", (Text(HAN),))))
HANGING = Document("hanging", 2026, tuple(Block(f"p.{n}", "body", (Text((HAN * 2)[:54] + "。"),)) for n in range(11)))
KINDS = Document(
    "kinds",
    2026,
    (
        Block("title", "title", (Text(TITLE),)),
        Block("salutation", "salutation", (Text("同志们"),)),
        Block("h1", "heading", level=1, number="一、", heading=(Text("强化引领"),)),
        Block("h2", "heading", level=2, number="（一）", heading=(Text("抓好学习"),)),
        Block("p", "body", (Text("坚持“第一议题”——学习12次……"),)),
        Block("gaps", "body", (Text("主题为"), MISSING, Text("，参学率"), UNSURE)),
    ),
)

Change = Callable[[dict[str, Any]], object]


def role(name: str, **keys: str) -> Change:
    return lambda stated: stated["roles"][name].update(keys)


def page(**keys: Any) -> Change:
    return lambda stated: stated["page"].update(keys)


def number(**keys: str) -> Change:
    return lambda stated: stated["page_number"].update(keys)


def both(*changes: Change) -> Change:
    return lambda stated: [change(stated) for change in changes]


OFFICE_MARGINS = {"top": "25.4", "bottom": "25.4", "left": "31.8", "right": "31.8"}
WRONG: dict[str, tuple[Change, list[str]]] = {
    "margins of a new Word document": (page(margins_mm=OFFICE_MARGINS, footer_mm="16"), ["page-margins"]),
    "pitch 28 pt": (both(page(line_pitch_pt="28"), role("body", pitch_pt="28")), ["line-pitch"]),
    "pitch 30 pt": (both(page(line_pitch_pt="30"), role("body", pitch_pt="30")), ["page-lines"]),
    "27 characters": (role("body", char_spacing_pt="0"), ["page-chars"]),
    "page number 12 mm too low": (page(footer_mm="13.58"), ["page-number-height"]),
    "page number centred": (number(odd="center", even="center"), ["page-number-side"]),
    "page number in 小四": (number(size_pt="12"), ["page-number-size"]),
    "page number between hyphens": (number(format="- {n} -"), ["page-number-form"]),
    "body in 宋体": (role("body", font="宋体"), ["body-font"]),
    "body in 四号": (role("body", size_pt="14"), ["body-size"]),
    "body in 四号宋体": (role("body", size_pt="14", font="宋体"), ["body-size", "body-font"]),
    "title in 小二黑体": (role("title", size_pt="18", font="黑体"), ["title-size", "title-font"]),
    "US Letter": (page(paper_mm={"width": "215.9", "height": "279.4"}), ["page-paper"]),
}


@cache
def workspace(hospital: str) -> Workspace:
    return Workspace(ROOT / "examples" / hospital)


def draft(hospital: str, name: str) -> Draft:
    """A genre of an example; the first example's cards go with what they belong to."""
    return filled(name) if hospital == HOSPITALS[0] else workspace(hospital).draft(name, GENRES[name].year)


def genres() -> Iterator[tuple[str, str, str]]:
    """Layout, hospital and genre: each genre in both layouts of official documents, the other layouts by samples."""
    for name in GENRES:
        for hospital in HOSPITALS:
            yield from ((each, hospital, name) for each in OFFICIAL)
    for name in ("annual-report", "theme-day-plan"):
        yield from ((each, HOSPITALS[0], name) for each in LAYOUTS if each not in OFFICIAL)


ALL = {"/".join(each): each for each in genres()}


def changed(change: Change) -> layout.Layout:
    """The layout gbt9704 with a change."""
    text = (places.data() / "layouts" / "gbt9704.yaml").read_text(encoding="utf-8")
    stated = yaml.load(text, yaml.BaseLoader)
    change(stated)
    return layout.load(yaml_source.parse(yaml.safe_dump(stated, allow_unicode=True), "gbt9704.yaml"))


def without_numbers(data: bytes) -> bytes:
    opened = docx.Document(io.BytesIO(data))
    for foot in (opened.sections[0].footer, opened.sections[0].even_page_footer):
        foot.paragraphs[0].clear()
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def red_headed(folder: Path) -> Document:
    """A notice with red head, attachments and imprint, its text over several pages."""
    long = NOTICE.replace("text: 月底以前。", f"text: {WORDS[: 22 * 28 * 2]}")
    put(folder, {"hospital.yaml": HOSPITAL, "outlines/n.yaml": long, "outlines/inner.yaml": INNER})
    return Workspace(folder).draft("n", 2026).document


def documents(folder: Path) -> Iterator[tuple[str, bytes]]:
    bases = {name: package.prepare(workspace(HOSPITALS[0]).layout(name)) for name in LAYOUTS}
    for name in OFFICIAL:
        yield f"full, {name}", package.write(FULL, bases[name])
        yield f"across, {name}", package.write(ACROSS, bases[name])
        yield f"red head, {name}", package.write(red_headed(folder), bases[name])
    for name, document in {"hanging": HANGING, "kinds": KINDS, "titled": TITLED}.items():
        yield name, package.write(document, bases["gbt9704"])
    for name, (change, _) in WRONG.items():
        yield name, package.write(TITLED, package.prepare(changed(change)))
    yield "no page number", without_numbers(package.write(TITLED, bases["gbt9704"]))
    for name, (used, hospital, genre) in ALL.items():
        yield name, package.write(draft(hospital, genre).document, bases[used])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(dict(documents(tmp_path_factory.mktemp("hospital"))))


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_full_page_has_22_lines_of_28_characters(printed: Printed, name: str) -> None:
    pages = counts(printed.measured(f"full, {name}"))
    assert len(pages) == 6
    assert pages[0] == [26] + [28] * 21
    assert pages[1:5] == [[28] * 22] * 4


@pytest.mark.parametrize(("name", "top", "bottom"), [("gbt9704", 40.4, 260.5), ("gbt9704-full", 38.2, 263)])
def test_the_text_stands_in_the_type_area_of_a4(printed: Printed, name: str, top: float, bottom: float) -> None:
    """28 to 184 mm on odd pages, and on even ones that are not mirrored (5.2.1; GB/T 33476.2-2016 6.2)."""
    measured = printed.measured(f"full, {name}")
    assert measured.paper == pytest.approx((210, 297), abs=0.2)
    for page, leaf in enumerate(measured.leaves):
        left = 26 if page % 2 and name == "gbt9704-full" else 28
        assert min(row.ink.left for row in leaf.rows) == pytest.approx(left + 0.5, abs=0.5)
        assert max(row.ink.right for row in leaf.rows) == pytest.approx(left + 155.5, abs=0.5)
    assert measured.ink.top == pytest.approx(top, abs=0.5)
    assert 297 - measured.ink.bottom == pytest.approx(bottom, abs=0.5)


@pytest.mark.parametrize("name", OFFICIAL)
def test_page_numbers_stand_7_mm_below_odd_right_even_left_in_14_pt(printed: Printed, name: str) -> None:
    numbers = printed.measured(f"full, {name}").numbers
    assert [number.text for number in numbers] == [f"— {page} —" for page in range(1, 7)]
    assert {(number.size_pt, number.dash_pt) for number in numbers} == {(14, 14)}
    assert [number.top for number in numbers] == pytest.approx([269] * 6, abs=1)
    assert [number.right for number in numbers[::2]] == pytest.approx([179] * 3, abs=1)
    outer = 33 if name == "gbt9704" else 31
    assert [number.left for number in numbers[1::2]] == pytest.approx([outer] * 3, abs=1)


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_table_across_keeps_to_the_type_area_with_its_head_again_on_every_page(printed: Printed, name: str) -> None:
    first, *across, last = printed.sheets(f"across, {name}")
    assert [sheet.landscape for sheet in (first, *across, last)] == [False, True, True, False]
    page = workspace(HOSPITALS[0]).layout(name).page
    left, right, top, bottom = (twips / layout.TWIPS_PER_MM for twips in (page.bottom, page.top, page.left, page.right))
    for sheet in across:
        table = [glyph for glyph in sheet.glyphs if glyph.ink.left > left]
        assert "".join(glyph.char for glyph in table if glyph.size_pt == 12).count("序号") == 1
        assert min(glyph.ink.top for glyph in table) > top
        assert max(glyph.ink.bottom for glyph in table) < 210 - bottom
        assert max(glyph.ink.right for glyph in table) < 297 - right


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_table_across_is_no_deviation(printed: Printed, name: str) -> None:
    own = demands.of_layout(name, workspace(HOSPITALS[0]).layout(name))
    for demanded in (own, demands.standard()):
        assert codes(printed.proof(f"across, {name}", demanded)) == []


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_page_number_of_a_page_across_is_where_upright_pages_have_it_on_the_paper(
    printed: Printed, name: str
) -> None:
    """GB/T 9704-2012 8 and 7.5: across, the foot of the paper is on the left, its left edge above."""
    _, even, odd, _ = printed.sheets(f"across, {name}")
    even_left = 26 if name == "gbt9704-full" else 28
    for sheet, number in ((even, "—2—"), (odd, "—3—")):
        shown = [glyph for glyph in sheet.glyphs if glyph.ink.right < 32]
        assert "".join(glyph.char for glyph in shown) == number
        assert {glyph.size_pt for glyph in shown} == {14}
        assert 297 - shown[0].ink.right == pytest.approx(269, abs=1)
        place = (shown[0].ink.top, even_left + 5) if sheet is even else (shown[-1].ink.bottom, 179)
        assert place[0] == pytest.approx(place[1], abs=1)


def test_a_hanging_full_stop_leaves_no_blank_line(printed: Printed) -> None:
    assert counts(printed.measured("hanging")) == [[26, 29] * 11]


@pytest.mark.parametrize("name", ALL)
def test_a_draft_keeps_its_layout_and_a_formal_one_the_standard(printed: Printed, name: str) -> None:
    used, hospital, _ = ALL[name]
    own = demands.of_layout(used, workspace(hospital).layout(used))
    assert codes(printed.proof(name, own)) == []
    if used in OFFICIAL:
        proof = printed.proof(name)
        assert codes(proof) == []
        assert proof.measured.lines in (22, None)
        assert all(number.text == f"— {number.page} —" for number in proof.measured.numbers)
        assert len(proof.measured.numbers) == len(proof.measured.leaves) - behind_a_blank(proof.measured.leaves, name)


def behind_a_blank(leaves: Sequence[object], name: str) -> int:
    """How many pages have no number: the imprint's where a blank page, which LibreOffice does not print, is before
    it (GB/T 9704-2012 7.5)."""
    return len(leaves) % 2 if name.endswith(("notice", "minutes")) else 0


@pytest.mark.parametrize("name", OFFICIAL)
def test_red_head_attachments_and_imprint_are_no_deviation(printed: Printed, name: str) -> None:
    proof = printed.proof(f"red head, {name}")
    assert codes(proof) == []
    assert (proof.measured.lines, proof.measured.chars) == (22, 28)
    assert proof.measured.title
    assert proof.measured.title.text == "关于报送材料的通知"


@pytest.mark.parametrize("name", WRONG)
def test_a_document_that_is_wrong_in_a_known_way_has_that_named_and_nothing_else(printed: Printed, name: str) -> None:
    assert codes(printed.proof(name)) == WRONG[name][1]


def test_a_document_without_page_numbers_has_that_named_and_nothing_else(printed: Printed) -> None:
    proof = printed.proof("no page number")
    assert codes(proof) == ["page-number-missing"]
    assert proof.as_json()["page_number"] == []


def test_a_sound_document_has_nothing_named_and_its_own_fonts_told(printed: Printed) -> None:
    proof = printed.proof("titled")
    assert codes(proof) == []
    told = proof.as_json()
    assert told["margins_mm"] == {"top": 37, "right": 26, "bottom": 35, "left": 28}
    assert told["fonts"] == ["仿宋_GB2312", "方正小标宋简体"]


@pytest.mark.parametrize(
    ("text", "font"), [(TITLE, "Serif"), ("同志们", "Fang"), ("一、强化引领", "Sans"), ("（一）抓好学习", "Kai")]
)
def test_every_role_has_its_font(text: str, font: str, printed: Printed) -> None:
    assert all(font in glyph.font for glyph in printed.row("kinds", text).glyphs)


def test_quotes_and_dashes_are_fangsong_and_digits_are_latin(printed: Printed) -> None:
    shown = printed.row("kinds", "坚持“第一议题”——学习12次……").glyphs
    assert {glyph.char for glyph in shown if "Fang" not in glyph.font} == {"1", "2"}


def test_the_title_is_centred_with_a_line_below(printed: Printed) -> None:
    title, salutation = printed.row("kinds", TITLE), printed.row("kinds", "同志们")
    assert title.centre == pytest.approx((28 + 184) / 2, abs=1)
    assert (salutation.baseline - title.baseline) / 28.95 * 72 / 25.4 == pytest.approx(2, abs=0.1)
    assert salutation.left == pytest.approx(28, abs=2)


def test_gaps_are_seen_in_their_colours(printed: Printed) -> None:
    pixels = printed.pixels("kinds")
    assert pixels.count(b"\xff\xff\x00" * 20) > 10
    assert pixels.count(b"\x00\xff\xff" * 20) > 10
