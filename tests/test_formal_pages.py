"""Where the parts of formal documents stand on the page, in millimetres: GB/T 9704-2012 7.2, 7.3.5, 7.4 and 10.1."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from pypdfium2 import raw

from generator import Workspace
from generator.proof.rows import Row
from tests.rendered import Printed
from tests.test_formal import HOSPITAL, INNER, NOTICE
from tests.workspaces import put

pytestmark = pytest.mark.xdist_group("rendering")
MM = 72 / 25.4
CHAR = 16 / MM
LINE = 28.95 / MM
LETTER = NOTICE.replace("title:", "layout: gbt9704-letter\ntitle:", 1)
LONG = LETTER.replace("organ: 中共", "organ: 中共青梧市青梧区妇幼保健和计划生育服务中心、")
UNSIGNED = "\n".join(line for line in NOTICE.splitlines() if "signers:" not in line)
ORGAN = "中共青梧县人民医院委员会文件"
SENTENCE = "各党支部把材料交到党委办公室，写明做了什么、还差什么、谁来接着办。"
LENGTHS = range(1, 72, 3)
SECTIONS = range(1, 15)


def of_length(sentences: int) -> str:
    """A notice without attachments whose words go on for so many lines, or a little more."""
    lines = [line for line in NOTICE.splitlines() if not line.startswith(("attachments", "  - {"))]
    return "\n".join(lines).replace("text: 月底以前。", f"text: {SENTENCE * sentences}")


GAPS = of_length(13).replace(
    "issuer: 党委办公室, date: 2026年12月1日", "issuer: '{{ facts.event.host }}', date: '{{ facts.event.date }}'"
)


def of_sections(count: int) -> str:
    """An unsigned notice of so many short sections."""
    sections = ", ".join(f"{{id: a{number}, heading: 要求, text: 照办。}}" for number in range(count))
    lines = [line for line in UNSIGNED.splitlines() if not line.startswith(("attach", "  - {", "opening", "notes"))]
    return re.sub("(?m)^sections: .*$", f"sections: [{sections}]", "\n".join(lines))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    outlines = {"notice": NOTICE, "unsigned": UNSIGNED, "letter": LETTER, "long": LONG, "gaps": GAPS, "inner": INNER}
    outlines |= {f"sections-{count}": of_sections(count) for count in SECTIONS}
    outlines |= {f"of-{length}": of_length(length) for length in LENGTHS}
    files = {f"outlines/{name}.yaml": text for name, text in outlines.items()}
    folder = put(tmp_path_factory.mktemp("hospital"), {"hospital.yaml": HOSPITAL, **files})
    workspace = Workspace(folder)
    drafts = {name: workspace.draft(name, 2026).to_bytes("docx") for name in outlines if name != "inner"}
    return Printed(drafts)


def rules(printed: Printed, name: str, page: int) -> list[tuple[float, float, float]]:
    """Left end, right end and middle of each rule of a page, from the top; pages count from 1."""
    sheet = pypdfium2.PdfDocument(printed.pdfs[name])[page - 1]
    height, found = sheet.get_height(), set()
    for drawn in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = (each / MM for each in drawn.get_bounds())
        if right - left > 100:
            found.add((round(left, 1), round(right, 1), round(height / MM - (top + bottom) / 2, 2)))
    return sorted(found, key=lambda each: each[2])


def row(printed: Printed, name: str, text: str, page: int = 1) -> Row:
    return next(row for row in printed.measured(name).leaves[page - 1].rows if row.text.startswith(text))


@pytest.mark.parametrize(("name", "top"), [("notice", 72), ("unsigned", 72), ("letter", 30)])
def test_the_mark_stands_red_and_centred_at_its_height(printed: Printed, name: str, top: float) -> None:
    """35 mm below the upper edge of the type area (7.2.4), a letter's 30 mm below that of the page (10.1)."""
    mark = row(printed, name, ORGAN)
    assert mark.is_red
    assert mark.ink.top == pytest.approx(top, abs=1)
    assert mark.centre == pytest.approx(106 if name != "letter" else 105, abs=1)


def test_what_stands_above_the_mark_takes_the_first_lines_at_the_edge(printed: Printed) -> None:
    shown = [row(printed, "notice", text) for text in ("000001", "机密★1年", "特急")]
    assert [each.left for each in shown] == pytest.approx([28] * 3, abs=1)
    assert [each.baseline for each in shown] == pytest.approx([shown[0].baseline + LINE * at for at in range(3)], abs=1)


def test_the_number_is_centred_two_lines_below_the_mark(printed: Printed) -> None:
    number, mark = row(printed, "unsigned", "青医党发"), row(printed, "unsigned", ORGAN)
    assert number.centre == pytest.approx(106, abs=1)
    assert (number.ink.top - mark.ink.bottom) / LINE == pytest.approx(2.4, abs=0.2)


def test_signers_stand_to_the_right_and_the_number_beside_the_last(printed: Printed) -> None:
    first, last = row(printed, "notice", "签发人：张三李四"), row(printed, "notice", "青医党发〔2026〕15号王五")
    assert first.right == pytest.approx(184 - CHAR, abs=1)
    assert last.left == pytest.approx(28 + CHAR, abs=1)
    assert last.baseline - first.baseline == pytest.approx(LINE, abs=0.5)
    name = next(glyph for glyph in last.glyphs if glyph.char == "王")
    assert name.ink.left == pytest.approx(next(each.ink.left for each in first.glyphs if each.char == "张"), abs=1)


@pytest.mark.parametrize("name", ["notice", "unsigned"])
def test_the_red_rule_stands_4_mm_below_the_number_as_wide_as_the_words(printed: Printed, name: str) -> None:
    ((left, right, middle),) = rules(printed, name, 1)
    assert (left, right) == pytest.approx((28, 184), abs=1)
    assert middle - row(printed, name, "青医党发").ink.bottom == pytest.approx(4, abs=1)
    title = row(printed, name, "关于报送")
    assert (title.ink.top - middle) / LINE == pytest.approx(2.2, abs=0.2)
    assert row(printed, name, "各党支部").baseline - title.baseline == pytest.approx(2 * LINE, abs=1)


def test_a_letter_has_a_double_rule_under_the_mark_and_one_at_its_foot(printed: Printed) -> None:
    drawn = rules(printed, "letter", 1)
    assert [(left, right) for left, right, _ in drawn] == [pytest.approx((20, 190), abs=1)] * 4
    upper, lower, foot, _ = (middle for _, _, middle in drawn)
    assert upper - row(printed, "letter", ORGAN).ink.bottom == pytest.approx(4, abs=1)
    assert foot == pytest.approx(277, abs=1)
    number = row(printed, "letter", "000001")
    assert number.ink.top - lower == pytest.approx(4.84, abs=1)
    assert number.left == pytest.approx(28, abs=1)
    assert number.right == pytest.approx(184, abs=1)


def test_a_letters_rule_stands_below_a_mark_of_two_lines(printed: Printed) -> None:
    mark = [row for row in printed.measured("long").leaves[0].rows if row.is_red]
    upper, lower = (middle for _, _, middle in rules(printed, "long", 1)[:2])
    assert len(mark) == 2
    assert upper - mark[-1].ink.bottom == pytest.approx(4, abs=1)
    assert row(printed, "long", "000001").ink.top - lower == pytest.approx(4.84, abs=1)


def test_a_letter_has_no_page_number_on_its_first_page(printed: Printed) -> None:
    numbers = printed.measured("letter").numbers
    assert [number.page for number in numbers] == list(range(2, len(printed.measured("letter").leaves) + 1))


@pytest.mark.parametrize("name", ["notice", "letter"])
def test_a_sealed_date_leaves_four_characters_and_the_signature_is_centred_on_it(printed: Printed, name: str) -> None:
    day = next(row for leaf in printed.measured(name).leaves for row in leaf.rows if row.text == "2026年12月1日")
    above = [row for leaf in printed.measured(name).leaves for row in leaf.rows if row.text == ORGAN[:-2]]
    assert day.right == pytest.approx(184 - 4 * CHAR, abs=2)
    assert above[-1].centre == pytest.approx(day.centre, abs=1)


def test_attachments_begin_pages_with_their_number_at_the_edge_and_their_title_on_the_third_line(
    printed: Printed,
) -> None:
    pages = printed.measured("notice").leaves
    label = next(leaf.rows[:2] for leaf in pages if leaf.rows[0].text == "附件1")
    assert label[0].left == pytest.approx(28, abs=1)
    assert label[1].text == "报送表"
    assert label[1].centre == pytest.approx(106, abs=1)
    assert label[1].baseline - label[0].baseline == pytest.approx(2 * LINE, abs=1)


def test_further_attachments_are_listed_under_the_first_ones_name(printed: Printed) -> None:
    first, second, third = (
        next(row for leaf in printed.measured("notice").leaves for row in leaf.rows if row.text == text)
        for text in ("附件：1.报送表", "2.另册", "3.安排")
    )
    assert first.left == pytest.approx(28 + 2 * CHAR, abs=1)
    number = next(glyph for glyph in first.glyphs if glyph.char == "1")
    assert [second.left, third.left] == pytest.approx([number.ink.left] * 2, abs=1)


@pytest.mark.parametrize("name", [*(f"of-{each}" for each in LENGTHS), *(f"sections-{each}" for each in SECTIONS)])
def test_an_imprint_stands_at_the_foot_of_an_even_page_which_is_the_last(printed: Printed, name: str) -> None:
    """Whatever the words take: the last rule on the lower edge of the type area, nothing behind it (7.4.1)."""
    leaves = printed.measured(name).leaves
    last = len(leaves)
    numbers = {number.page: number.text for number in printed.measured(name).numbers}
    drawn = rules(printed, name, last)
    assert [(left, right) for left, right, _ in drawn] == [pytest.approx((28, 184), abs=1)] * 3
    assert drawn[-1][2] == pytest.approx(262, abs=1)
    copies, issued = leaves[last - 1].rows[-2:]
    assert copies.text.startswith("抄送：")
    assert issued.text == "党委办公室2026年12月1日印发"
    assert [copies.left, issued.left] == pytest.approx([28 + 14 / MM] * 2, abs=1)
    assert issued.right == pytest.approx(184 - 14 / MM, abs=1)
    assert drawn[0][2] < copies.ink.top < drawn[1][2] < issued.ink.top < issued.ink.bottom < drawn[2][2]
    # LibreOffice prints no blank page; without one, the last has its own number.
    assert last % 2 == 0 or last not in numbers


def test_gaps_and_their_comments_leave_an_imprint_at_its_foot(printed: Printed) -> None:
    leaves = printed.measured("gaps").leaves
    assert len(leaves) == 2
    copies, issued = leaves[1].rows[-2:]
    drawn = [middle for _, _, middle in rules(printed, "gaps", 2)]
    assert issued.text == "【待补充：活动主持人】【待补充：活动日期】印发"
    assert drawn[0] < copies.ink.top < drawn[1] < issued.ink.top < issued.ink.bottom < drawn[2]
