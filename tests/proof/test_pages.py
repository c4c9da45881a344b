"""Pages measured and judged without LibreOffice: PDFs written to the tenth of a millimetre, each wrong in one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generator import Workspace, office
from generator.proof.proving import Proof
from tests import pdfs
from tests.pdfs import STANDARD, WORDS, Across, Line, Look, Page, Rule, document

TITLE = Line("平安县人民医院党建工作总结", 55, STANDARD.baseline(0), 22, font="FZXiaoBiaoSong-B05S")


@pytest.fixture
def prove(tmp_path: Path):  # type: ignore[no-untyped-def]
    def proof(pages: Sequence[Page], layout: str | None = None) -> Proof:
        path = tmp_path / "稿.pdf"
        path.write_bytes(pdfs.pdf(pages))
        return Workspace().proof(path, layout)

    return proof


def codes(proof: Proof) -> list[str]:
    return [problem.code for problem in proof.problems]


def numbered(pages: Sequence[Page], **changes: object) -> list[Page]:
    """`pages` with page numbers of another look."""
    return [
        page._replace(drawn=[*page.drawn, STANDARD.number(number, **changes)])  # type: ignore[arg-type]
        for number, page in enumerate(pages, 1)
    ]


def first(lines: Sequence[Line | Rule], pages: int = 3) -> list[Page]:
    """A document by the standard whose first page holds `lines`."""
    return [Page([*lines, STANDARD.number(1)]), *document(pages=pages)[1:]]


def test_a_page_by_the_standard_is_measured_and_has_no_problem(prove) -> None:
    proof = prove(document())
    told = proof.as_json()
    assert told["paper_mm"] == [210, 297]
    assert told["margins_mm"] == pytest.approx({"top": 37, "right": 26, "bottom": 35, "left": 28}, abs=0.5)
    assert (told["lines"], told["chars"], told["pages"]) == (22, 28, 3)
    assert [number["text"] for number in told["page_number"]] == ["—1—", "—2—", "—3—"]
    assert [number["size_pt"] for number in told["page_number"]] == [14, 14, 14]
    assert told["page_number"][0]["x_mm"] + told["page_number"][1]["x_mm"] == pytest.approx(199.4, abs=0.3)
    assert [number["y_mm"] for number in told["page_number"]] == pytest.approx([269, 269, 269], abs=0.2)
    assert told["fonts"] == ["FangSong", "Helvetica"]
    assert told["problems"] == []


def test_both_schools_of_margins_are_right(prove) -> None:
    full = Look(top=34.58, pitch=29.6)
    assert codes(prove(document(full))) == []


DEVIATIONS = {
    "US Letter paper": (document(Look(width=215.9, height=279.4, lines=20, chars=29)), ["page-paper"]),
    "text 6 mm too far left": (document(Look(left=22, step=162 / 28)), ["page-margins"]),
    "text 12 mm too high": (document(Look(top=25), numbered=False), ["page-margins", "page-number-missing"]),
    "28 pt": (document(Look(pitch=28)), ["line-pitch"]),
    "30 pt": (document(Look(pitch=30, lines=21)), ["page-lines"]),
    "27 characters": (document(Look(chars=27, step=156 / 27)), ["page-chars"]),
    "宋体": (document(Look(font="SimSun")), ["body-font"]),
    "小四": (document(Look(size=12, step=156 / 36, chars=36)), ["body-size"]),
    "no page number": (document(numbered=False), ["page-number-missing"]),
    "page number too low": (numbered(document(numbered=False), lower=12), ["page-number-height"]),
    "page number centred": (numbered(document(numbered=False), side="center"), ["page-number-side"]),
    "page number in 五号": (numbered(document(numbered=False), size=10.5), ["page-number-size"]),
    "page number between hyphens": (numbered(document(numbered=False), text="-{}-"), ["page-number-form"]),
    "page number alone": (numbered(document(numbered=False), text="{}", lower=2), ["page-number-form"]),
}


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_named_and_nothing_else(prove, name: str) -> None:
    pages, expected = DEVIATIONS[name]
    assert codes(prove(pages)) == expected


def test_a_number_on_the_wrong_side_is_told_for_both_sides(prove) -> None:
    turned = [
        page._replace(drawn=[*page.drawn, STANDARD.number(number, side="left" if number % 2 else "right")])
        for number, page in enumerate(document(numbered=False), 1)
    ]
    (problem,) = prove(turned).problems
    assert (problem.code, problem.severity, problem.basis) == ("page-number-side", "error", "GB/T 9704-2012 7.5")
    assert "单页居左，应居右；双页居右，应居左" in problem.message


def test_a_number_that_is_not_one_character_in_is_told(prove) -> None:
    pages = document(numbered=False)
    outer = [
        page._replace(drawn=[*page.drawn, line._replace(left=line.left + (4 if number % 2 else -4))])
        for number, page in enumerate(pages, 1)
        for line in [STANDARD.number(number)]
    ]
    (problem,) = prove(outer).problems
    assert problem.code == "page-number-side"
    assert "应空 1 字，差了 3.9 毫米" in problem.message


def test_a_gap_in_the_page_numbers_names_the_pages(prove) -> None:
    pages = document(pages=6)
    del pages[2].drawn[-1]  # type: ignore[attr-defined]
    (problem,) = prove(pages).problems
    assert (problem.code, problem.message) == ("page-number-missing", "第3页没有页码")


BLANK = Page([])
IMPRINTS = {
    "copies": [STANDARD.line(20, "抄送：县委组织部，县卫生健康委员会。")],
    "copies and the office that prints": [
        STANDARD.line(20, "抄送：县委组织部，县卫生健康委员会。", 1),
        STANDARD.line(21, "某某县人民医院党委办公室2026年12月1日印发", 1),
    ],
    "the office that prints": [STANDARD.line(21, "某某县人民医院党委办公室2026年12月1日印发", 1)],
}


def test_a_letters_first_page_has_no_number(prove) -> None:
    pages = document(pages=6)
    del pages[0].drawn[-1]  # type: ignore[attr-defined]
    assert codes(prove(pages)) == []


@pytest.mark.parametrize("imprint", IMPRINTS)
def test_the_imprints_page_and_a_blank_one_before_it_have_no_number(prove, imprint: str) -> None:
    pages = document(pages=5)
    assert codes(prove([*pages, Page(IMPRINTS[imprint])])) == []
    assert codes(prove([*pages, BLANK, Page(IMPRINTS[imprint])])) == []


def test_a_blank_page_and_the_last_one_after_it_have_no_number(prove) -> None:
    assert codes(prove([*document(pages=5), BLANK, Page(STANDARD.full(0, 3))])) == []


@pytest.mark.parametrize("bare", [4, 5])
def test_the_last_pages_of_the_text_have_their_numbers(prove, bare: int) -> None:
    pages = document(pages=6)
    del pages[bare].drawn[-1]  # type: ignore[attr-defined]
    (problem,) = prove(pages).problems
    assert (problem.code, problem.message) == ("page-number-missing", f"第{bare + 1}页没有页码")


def test_before_the_imprints_page_only_a_blank_one_has_no_number(prove) -> None:
    pages = document(pages=5)
    del pages[4].drawn[-1]  # type: ignore[attr-defined]
    (problem,) = prove([*pages, Page(IMPRINTS["copies"])]).problems
    assert (problem.code, problem.message) == ("page-number-missing", "第5页没有页码")


@pytest.mark.parametrize(
    ("strength", "name"),
    [("error", "US Letter paper"), ("error", "page number too low"), ("warning", "28 pt"), ("warning", "宋体")],
)
def test_only_what_the_standard_says_flatly_is_an_error(prove, strength: str, name: str) -> None:
    (problem,) = prove(DEVIATIONS[name][0]).problems
    assert problem.severity == strength
    assert problem.basis.startswith("GB/T 9704-2012 ")


def test_the_title_is_found_above_the_text(prove) -> None:
    proof = prove(first([TITLE, *STANDARD.full(2)]))
    assert codes(proof) == []
    assert (proof.measured.title.text, proof.measured.title.size_pt) == (TITLE.text, 22)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"size": 18, "left": 64}, ["title-size"]),
        ({"font": "SimHei"}, ["title-font"]),
        ({"font": "F1"}, []),
        ({"colour": "1 0 0"}, []),
        ({"left": 28}, []),
    ],
    ids=["小二", "黑体", "a font without a name", "red, so a mark and no title", "not in the middle, so no title"],
)
def test_a_title_is_judged_where_it_is_sure(prove, change: dict[str, object], expected: list[str]) -> None:
    assert codes(prove(first([TITLE._replace(**change), *STANDARD.full(2)]))) == expected  # type: ignore[arg-type]


def test_words_that_are_not_black_are_told(prove) -> None:
    blue = STANDARD.full()[:1][0]._replace(colour="0 0 1")
    (problem,) = prove(first([blue, *STANDARD.full(1)])).problems
    assert (problem.code, problem.severity, problem.basis) == ("text-colour", "error", "GB/T 9704-2012 5.2.4")


def test_a_red_head_is_neither_colour_nor_title_nor_short_page(prove) -> None:
    mark = Line("平安县人民医院文件", 50, 84, 40, font="FZXiaoBiaoSong-B05S", colour="1 0 0")
    proof = prove(first([mark, STANDARD.line(8, "平党发〔2026〕1号", 9), *STANDARD.full(10)]))
    assert codes(proof) == []
    assert proof.measured.lines == 22


MARK = Line("平安县人民医院文件", 50, 84, 40, font="FZXiaoBiaoSong-B05S", colour="1 0 0")
SIGNED = [MARK, Line("平党发〔2026〕1号", 34, 100), Line("签发人：张三　李四", 124, 100), Line("王五", 147, 110)]
NOTICE_TITLE = TITLE._replace(baseline=132)
COPIES = [Line(WORDS[:32], 33, 228 + 8.5 * row, 14, 14 / pdfs.MM) for row in range(3)]
IMPRINT = [
    Across(221, "0 0 0"),
    COPIES[0]._replace(text="抄送：" + WORDS[:28]),
    *COPIES[1:],
    Line("党委办公室", 33, 253.5, 14),
    Line("2026年12月1日印发", 135, 253.5, 14),
    Across(256, "0 0 0"),
]
SHORT = [STANDARD.line(line, WORDS[:14], 2) for line in (11, 12)]
SENTENCE = STANDARD.line(11, WORDS[:8] + "。", 2)
FORMAL = {
    "a short notice": [*SIGNED, Across(114), NOTICE_TITLE, *SHORT, *IMPRINT],
    "a short notice in 四号": [*SIGNED, Across(114), NOTICE_TITLE, *(line._replace(size=14) for line in SHORT)],
    "no rule found under the red head": [*SIGNED[:3], NOTICE_TITLE, *SHORT, *IMPRINT],
    "organ, title, one sentence": [MARK, Across(114), NOTICE_TITLE, SENTENCE],
    "title and one sentence": [NOTICE_TITLE, SENTENCE],
}


@pytest.mark.parametrize("name", FORMAL)
def test_of_a_short_formal_document_nothing_is_judged_that_is_not_there(prove, name: str) -> None:
    proof = prove([Page([*FORMAL[name], STANDARD.number(1)])])
    assert codes(proof) == []
    assert proof.measured.title is None or proof.measured.title.text == TITLE.text


def test_the_font_that_a_docx_asks_for_is_not_judged_of_a_title_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = docx.Document()
    run = made.add_paragraph().add_run(TITLE.text)
    run.font.name = "方正小标宋简体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "方正小标宋简体")
    made.save(str(tmp_path / "稿.docx"))

    def told(pages: Sequence[Page]) -> list[str]:
        monkeypatch.setattr(office, "pdfs", lambda documents, hint: [pdfs.pdf(pages)])
        return [code for code in codes(Workspace().proof(tmp_path / "稿.docx")) if code == "body-font"]

    assert told(document()) == ["body-font"]
    assert told([Page([NOTICE_TITLE, SENTENCE, STANDARD.number(1)])]) == []


def test_neither_red_head_nor_imprint_outweighs_a_text_of_three_lines(prove) -> None:
    body = Look(size=14, step=156 / 31, chars=31)
    proof = prove([Page([*SIGNED, Across(114), NOTICE_TITLE, *body.full(11, 14), *IMPRINT, STANDARD.number(1)])])
    assert codes(proof) == ["body-size"]
    assert (proof.measured.body_pt, proof.measured.pitch_pt) == (14, pytest.approx(28.95, abs=0.1))
    assert proof.measured.title.text == TITLE.text


def paragraphs(count: int) -> list[Line]:
    """Short paragraphs, a line each."""
    return [STANDARD.line(number, WORDS[:9] + "。", 2) for number in range(count)]


ROBUST = {
    "headings and short paragraphs": [
        *STANDARD.full(0, 4),
        *(line for line in paragraphs(22)[4:18]),
        *STANDARD.full(18),
    ],
    "blank lines": [*STANDARD.full(0, 9), *STANDARD.full(12)],
    "a page that ends before an attachment": STANDARD.full(0, 15),
    "a table": [
        *STANDARD.full(0, 5),
        *(Line(WORDS[:6], 30 + 40 * column, 100 + 7.5 * row, 12) for row in range(20) for column in range(3)),
        *(Rule(28 + 40 * column, 94, 245) for column in range(4)),
    ],
    "nothing but a table": [
        *(Line(WORDS[:8], 30 + 40 * column, 50 + 6 * row, 10.5) for row in range(34) for column in range(3)),
        *(Rule(28 + 40 * column, 44, 256) for column in range(4)),
    ],
}


@pytest.mark.parametrize("name", ROBUST)
def test_what_is_no_full_line_or_page_is_not_taken_for_a_broken_one(prove, name: str) -> None:
    proof = prove(first(ROBUST[name], pages=4))
    assert codes(proof) == []
    assert (proof.measured.lines, proof.measured.chars) == (22, 28)


def test_a_single_page_tells_no_number_of_lines(prove) -> None:
    proof = prove([Page([*STANDARD.full(0, 12), STANDARD.number(1)])])
    assert (proof.measured.lines, proof.as_json()["lines"], codes(proof)) == (None, None, [])
    assert proof.as_json()["margins_mm"]["top"] is None


def test_a_landscape_page_has_its_own_lines_and_no_page_number_of_ours(prove) -> None:
    wide = Page([Line(WORDS[:20], 40, 60 + 8 * row, 12) for row in range(15)], 297, 210)
    pages = document(pages=4)
    proof = prove([*pages[:2], wide, pages[3]])
    assert [problem.code for problem in proof.problems if problem.code != "page-number-form"] == []
    assert proof.as_json()["paper_mm"] == [210, 297]


def test_a_hanging_full_stop_is_no_29th_character(prove) -> None:
    lines = STANDARD.full()
    lines[::3] = [line._replace(text=line.text + "。") for line in lines[::3]]
    assert set(prove(first(lines)).measured.counts) == {28}


def test_lines_with_digits_or_squeezed_punctuation_are_not_counted(prove) -> None:
    mixed = [line._replace(text=WORDS[:25] + "2026年" + "多", step=150 / 28) for line in STANDARD.full(0, 20)]
    proof = prove(first([*mixed, *STANDARD.full(20)]))
    assert set(proof.measured.counts) == {28}


@pytest.mark.parametrize("text", ["2026", "12", "第三季度"], ids=["a year", "a number that does not count", "words"])
def test_a_line_at_the_foot_that_does_not_count_pages_is_no_page_number(prove, text: str) -> None:
    pages = [Page([*STANDARD.full(0, 21), STANDARD.line(21, text)]) for _ in range(3)]
    proof = prove(pages)
    assert proof.as_json()["page_number"] == []


def test_a_page_number_beside_a_footers_words_is_found(prove) -> None:
    pages = document(numbered=False)
    for number, page in enumerate(pages, 1):
        foot = STANDARD.number(number)
        words = Line("平安县人民医院", 100, foot.baseline, 10.5)
        page.drawn.extend([words, foot])  # type: ignore[attr-defined]
    assert [number.text for number in prove(pages).measured.numbers] == ["—1—", "—2—", "—3—"]


def test_a_layout_is_judged_by_its_own_numbers(prove) -> None:
    speech = Look(lines=17, chars=20, pitch=37.5, size=22, step=156 / 20)
    pages = [
        page._replace(drawn=[*page.drawn, speech.number(number, size=18, side="center", lower=-0.3)])
        for number, page in enumerate(document(speech, numbered=False), 1)
    ]
    assert codes(prove(pages, "speech-large")) == []
    told = {problem.code: problem.basis for problem in prove(document(), "speech-large").problems}
    assert told["body-size"] == "版式 speech-large"
    assert set(told) == {"page-lines", "body-size", "page-number-size", "page-number-side"}
    assert {problem.code for problem in prove(pages).problems} == set(told)


def centred(text: str) -> list[Page]:
    return numbered(document(numbered=False), text=text, size=10.5, side="center")


REMEDIES = {
    "dashes that a layout does without": ("plain", document(), "page-number-form", "页码改为“1”"),
    "dashes that the standard wants": (None, centred("{}"), "page-number-form", "数字左右各放一条一字线"),
    "sides where a layout has the middle": ("plain", document(), "page-number-side", "页脚里的页码设为居中"),
    "the middle where the standard has sides": (
        None,
        centred("—{}—"),
        "page-number-side",
        "页眉页脚设为奇偶页不同，单页右对齐，双页左对齐",
    ),
    "a size, of a number alone": ("plain", document(), "page-number-size", "页脚里的页码改为五号（10.5 磅）"),
    "a size, of a number with dashes": (
        None,
        centred("—{}—"),
        "page-number-size",
        "页脚里的数字和线都改为四号（14 磅）",
    ),
    "margins of a layout, to a tenth": (
        "gbt9704-full",
        document(Look(left=22, step=162 / 28)),
        "page-margins",
        "在“页面布局—页边距”里改：上 34.6 毫米，右 26 毫米，下 32.6 毫米，左 28 毫米",
    ),
}


@pytest.mark.parametrize("name", REMEDIES)
def test_the_remedy_is_for_what_is_demanded(prove, name: str) -> None:
    layout, pages, code, hint = REMEDIES[name]
    hints = {problem.code: problem.hint for problem in prove(pages, layout).problems}
    assert hints.get(code) == hint


@pytest.mark.parametrize("layout", [None, "plain", "gbt9704-full", "speech-large"])
def test_no_length_is_told_finer_than_to_a_tenth_of_a_millimetre(prove, layout: str | None) -> None:
    shifted = [*document(Look(width=215.9, height=279.4, left=22, lines=20, chars=29)), *document(Look(left=22))]
    told = " ".join(f"{problem.message} {problem.hint}" for problem in prove(shifted, layout).problems)
    assert "毫米" in told
    points = re.sub(r"[\d.]+ 磅|[\d.]+ 或 [\d.]+ 磅", "", told)
    assert re.findall(r"\d+\.\d{2,}", points) == []
