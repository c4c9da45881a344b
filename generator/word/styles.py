"""A layout put into the base: its styles, its page, its page numbers."""

from __future__ import annotations

from typing import cast

from docx.document import Document as Opened
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from generator.layout import TWIPS_PER_PT, Face, Layout, Page, PageNumber, Role
from generator.word.ooxml import HINT, R_FONTS, SPACE, W

FACES = {"point_heading": "PointHeading", "signer_name": "SignerName", "attendance_label": "AttendanceLabel"}
HEADS = {"point": FACES["point_heading"], "attendance": FACES["attendance_label"]}
"""The character style of what stands before the words of a block, by its kind."""
WORDS = {"signers": FACES["signer_name"]}
"""The character style of the words themselves."""
STYLES = {
    "body": "BodyText",
    "title": "Title",
    "subtitle": "Subtitle",
    "byline": "Byline",
    "date": "Date",
    "recipient": "Recipient",
    "salutation": "Salutation",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "heading4": "Heading4",
    "caption": "TableCaption",
    "cell": "TableText",
    "header_cell": "TableHeading",
    "signature": "Signature",
    "signed_date": "SignedDate",
    "copy_no": "CopyNumber",
    "secrecy": "Secrecy",
    "urgency": "Urgency",
    "organ": "OrganMark",
    "number": "DocumentNumber",
    "signers": "Signers",
    "attendance": "Attendance",
    "attachment_note": "AttachmentNote",
    "notes": "Notes",
    "attachment": "AttachmentLabel",
    "attachment_title": "AttachmentTitle",
    "cc": "Copies",
    "issuer": "Issuer",
    "print_date": "PrintDate",
}
_AFTER_SNAP = ("spacing", "ind", "contextualSpacing", "jc", "outlineLvl")
_AFTER_IND = ("contextualSpacing", "jc", "outlineLvl")
_AFTER_MIRROR = ("alignBordersAndEdges", "bordersDoNotSurroundHeader")
_AFTER_SPACING = ("w", "kern", "position", "sz", "szCs", "highlight", "u")


def apply(opened: Opened, layout: Layout) -> None:
    """`layout` in every style, the section and the footers of `opened`."""
    styles = {style.style_id: style for style in opened.styles if isinstance(style, CharacterStyle)}
    for role, style_id in STYLES.items():
        _dress(_paragraph(styles, style_id), layout.roles[role])
    normal = _paragraph(styles, "Normal")
    normal.paragraph_format.widow_control = False
    _face(normal, layout.roles["body"].face)
    _pitch(normal, layout.roles["body"].pitch)
    for face, style_id in FACES.items():
        _face(styles[style_id], layout.faces[face])
    _page(opened, layout.page)
    _page_numbers(opened, _paragraph(styles, "Footer"), layout.page_number)


def _paragraph(styles: dict[str, CharacterStyle], style_id: str) -> ParagraphStyle:
    style = styles[style_id]
    assert isinstance(style, ParagraphStyle)
    return style


def _dress(style: ParagraphStyle, role: Role) -> None:
    """All properties at once: one by one, through python-docx, thirty roles take longer than a draft."""
    _face(style, role.face)
    look = style.element.get_or_add_pPr()
    spacing = {"before": str(role.above), "after": str(role.below), "line": str(role.pitch), "lineRule": "exact"}
    properties: tuple[tuple[str, dict[str, str]], ...] = (
        ("keepNext", {} if role.keep_next else {"val": "0"}),
        ("snapToGrid", {"val": "1" if role.snap_to_grid else "0"}),
        ("spacing", spacing),
        ("ind", _indents(role.char_width, first_line=role.indent_chars, right=role.right_chars)),
        ("jc", {"val": role.align}),
    )
    for place, (name, attributes) in enumerate(properties):
        look.insert(place, etree.Element(W + name, {W + key: value for key, value in attributes.items()}))


def _face(style: CharacterStyle, face: Face) -> None:
    style.font.name = face.latin_font
    style.font.size = Pt(face.size_pt)
    style.font.bold = face.bold
    if face.color != "auto":
        style.font.color.rgb = RGBColor.from_string(face.color)
    look = style.element.get_or_add_rPr()
    fonts = look.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), face.font)
    fonts.set(qn("w:cs"), face.latin_font)
    _put(look, "w:spacing", _AFTER_SPACING, val=str(face.char_spacing))


def _pitch(style: ParagraphStyle, twips: int) -> None:
    style.paragraph_format.line_spacing = Twips(twips)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def _indent(look: BaseOxmlElement, width: float, **chars: float) -> None:
    _put(look, "w:ind", _AFTER_IND, **_indents(width, **chars))


def _indents(width: float, **chars: float) -> dict[str, str]:
    """Indents in hundredths of a character, and in twips for readers that ignore those."""
    names = {"first_line": "firstLine", "left": "left", "right": "right"}
    attributes = {}
    for side, count in chars.items():
        attributes[f"{names[side]}Chars"] = str(round(count * 100))
        attributes[names[side]] = str(round(count * width))
    return attributes


def _align(look: BaseOxmlElement, side: str) -> None:
    _put(look, "w:jc", ("outlineLvl",), val=side)


def _put(parent: BaseOxmlElement, tag: str, successors: tuple[str, ...], **attributes: str) -> None:
    """An element where the schema wants it, before `successors`."""
    element = cast(BaseOxmlElement, OxmlElement(tag))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.insert_element_before(element, *(f"w:{name}" for name in successors))


def _page(opened: Opened, page: Page) -> None:
    section = opened.sections[0]
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    section.top_margin, section.bottom_margin = Twips(page.top), Twips(page.bottom)
    section.left_margin, section.right_margin = Twips(page.left), Twips(page.right)
    section.footer_distance = Twips(page.footer)
    grid = opened.element.body.sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:linePitch"), str(page.line_pitch))
    if page.mirror:
        _put(opened.settings.element, "w:mirrorMargins", _AFTER_MIRROR)


def _page_numbers(opened: Opened, style: ParagraphStyle, number: PageNumber) -> None:
    style.font.name, style.font.size = number.font, Pt(number.size_pt)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), number.font)
    _put(style.element.rPr, "w:spacing", _AFTER_SPACING, val="0")
    _pitch(style, number.pitch)
    _put(style.element.pPr, "w:snapToGrid", _AFTER_SNAP, val="0")
    opened.settings.odd_and_even_pages_header_footer = True
    section = opened.sections[0]
    _page_number(section.footer.paragraphs[0], number, number.odd)
    _page_number(section.even_page_footer.paragraphs[0], number, number.even)


def _page_number(paragraph: Paragraph, number: PageNumber, side: str) -> None:
    if side != "center":
        _indent(paragraph._p.get_or_add_pPr(), number.size_pt * TWIPS_PER_PT, **{side: number.indent_chars})
    _align(paragraph._p.get_or_add_pPr(), side)
    before, after = number.format.split("{n}")
    _run(paragraph, before)
    _field(paragraph, "begin")
    code = etree.SubElement(paragraph.add_run()._r, W + "instrText", {SPACE: "preserve"})
    code.text = " PAGE "
    _field(paragraph, "separate")
    _run(paragraph, "1")
    _field(paragraph, "end")
    _run(paragraph, after)


def _run(paragraph: Paragraph, text: str) -> None:
    look = paragraph.add_run(text)._r.get_or_add_rPr()
    etree.SubElement(look, R_FONTS, {HINT: "eastAsia"})


def _field(paragraph: Paragraph, kind: str) -> None:
    etree.SubElement(paragraph.add_run()._r, W + "fldChar", {W + "fldCharType": kind})
