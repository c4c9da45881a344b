"""Somebody's .docx: what it says of its pages and fonts, and its ties to the outside cut."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from generator import archive
from generator.problems import Origin
from generator.word import foreign
from generator.word.declared import Declared, declared


def parts_of(write: Callable[[Document], object]) -> dict[str, bytes]:
    document = docx.Document()
    write(document)
    saved = io.BytesIO()
    document.save(saved)
    return archive.unpack(saved.getvalue())


def said(write: Callable[[Document], object]) -> Declared:
    return declared(parts_of(write))


def fonts(element: object, **asked: str) -> None:
    """Ask for fonts in a run or a style."""
    look = element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for name in list(look.attrib):
        del look.attrib[name]
    for name, font in asked.items():
        look.set(qn(f"w:{name}"), font)


def test_paper_and_margins_are_those_of_each_section_in_mm() -> None:
    def write(document: Document) -> None:
        first = document.sections[0]
        first.page_width, first.page_height = Mm(210), Mm(297)
        first.top_margin, first.bottom_margin = Mm(37), Mm(35)
        first.left_margin, first.right_margin, first.gutter = Mm(20), Mm(26), Mm(8)
        document.add_paragraph("一")
        second = document.add_section(WD_SECTION.NEW_PAGE)
        second.orientation, second.page_width, second.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        document.add_paragraph("二")

    upright, wide = said(write).sections
    assert [round(value) for value in upright] == [210, 297, 37, 26, 35, 28, 2]
    assert (round(wide.width), round(wide.height)) == (297, 210)


@pytest.mark.parametrize(("typed", "mm"), [("2098", 37), ("-2098", 37), ("37mm", 37), ("3.7cm", 37), ("1in", 25.4)])
def test_lengths_are_read_as_word_writes_them(typed: str, mm: float) -> None:
    parts = parts_of(lambda document: document.add_paragraph("一"))
    name = "word/document.xml"
    parts[name] = re.sub(rb'w:top="\d+"', f'w:top="{typed}"'.encode(), parts[name])
    assert declared(parts).sections[0].top == pytest.approx(mm, abs=0.01)


def test_a_length_of_more_digits_than_any_page_has_is_not_one() -> None:
    parts = parts_of(lambda document: document.add_paragraph("一"))
    name = "word/document.xml"
    parts[name] = re.sub(rb'w:top="\d+"', b'w:top="%s"' % (b"9" * 400), parts[name])
    assert declared(parts).sections[0].top == pytest.approx(25.4)


@pytest.mark.parametrize(("value", "expected"), [(None, True), ("1", True), ("0", False), ("off", False)])
def test_mirrored_margins_are_a_setting(value: str | None, expected: bool) -> None:
    def write(document: Document) -> None:
        setting = OxmlElement("w:mirrorMargins")
        if value:
            setting.set(qn("w:val"), value)
        document.settings.element.append(setting)

    assert said(write).mirrored is expected


FONTS = {
    "the run's own": lambda p: fonts(p.runs[0]._r, eastAsia="楷体", ascii="Arial"),
    "its paragraph's style": lambda p: fonts(p.style.element, eastAsia="楷体", ascii="Arial"),
    "the style that this one is based on": lambda p: (
        fonts(p.part.document.styles["Normal"].element, eastAsia="楷体", ascii="Arial"),
        setattr(p, "style", "Body Text"),
    ),
    "its character style": lambda p: (
        fonts(p.part.document.styles["Strong"].element, eastAsia="楷体", ascii="Arial"),
        setattr(p.runs[0], "style", "Strong"),
    ),
}


@pytest.mark.parametrize("name", FONTS)
def test_a_font_is_found_wherever_it_is_asked_for(name: str) -> None:
    def write(document: Document) -> None:
        FONTS[name](document.add_paragraph("党建工作ABC 2026"))

    (paragraph,) = said(write).paragraphs
    assert paragraph.text == "党建工作ABC2026"
    assert dict(paragraph.chinese) == {"楷体": 4}
    assert dict(paragraph.latin) == {"Arial": 7}


def test_a_font_of_the_theme_is_the_one_for_simplified_chinese() -> None:
    (paragraph,) = said(lambda document: document.add_paragraph("党建")).paragraphs
    assert dict(paragraph.chinese) == {"宋体": 2}


@pytest.mark.parametrize("note", [b"<!-- note -->", b"<?note?>"], ids=["comment", "instruction"])
def test_notes_in_the_fonts_of_a_theme_are_no_fonts(note: bytes) -> None:
    parts = parts_of(lambda document: document.add_paragraph("党建"))
    name = "word/theme/theme1.xml"
    parts[name], count = re.subn(rb"<a:m(?:in|aj)orFont>", rb"\g<0>" + note, parts[name])
    assert count == 2
    assert dict(declared(parts).paragraphs[0].chinese) == {"宋体": 2}


def test_a_paragraph_in_a_table_says_so() -> None:
    def write(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "表"
        document.add_paragraph("文")

    assert [paragraph.tabled for paragraph in said(write).paragraphs if paragraph.text] == [True, False]


def test_what_cannot_be_read_says_nothing() -> None:
    assert declared({}) == Declared((), False, ())
    assert declared({"word/document.xml": b"<w"}) == Declared((), False, ())


def test_styles_that_rest_on_one_another_in_a_ring_end() -> None:
    def write(document: Document) -> None:
        styles = document.styles
        styles["Normal"].base_style = styles["Body Text"]
        document.add_paragraph("党建", style="Body Text")

    assert said(write).paragraphs[0].text == "党建"


LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_ties_to_the_outside_and_macros_are_cut_and_words_stay() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("一")
        for kind in ("image", "attachedTemplate", "oleObject", "hyperlink"):
            document.part.relate_to(f"http://127.0.0.1:9/{kind}", f"{LINKS}/{kind}", is_external=True)

    parts = parts_of(write)
    left = archive.unpack(foreign.inert({**parts, "word/vbaProject.bin": b"macro"}))
    relations = left["word/_rels/document.xml.rels"].decode()
    assert re.findall(r"http://127.0.0.1:9/(\w+)", relations) == ["hyperlink"]
    assert "styles.xml" in relations
    assert left.keys() == parts.keys()
    assert left["word/document.xml"] == parts["word/document.xml"]


def test_a_sound_docx_is_opened() -> None:
    data = archive.pack(parts_of(lambda document: document.add_paragraph("一")).items())
    assert "word/document.xml" in foreign.opened(data, Origin("稿.docx"))
