import io
import re
from collections import Counter
from dataclasses import replace

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from generator import archive
from generator.document import Block, Document, Gap, Text
from generator.word import package
from generator.word.package import Base


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def test_python_docx_reads_the_text_of_every_block(draft: Document, base: Base) -> None:
    paragraphs = opened(package.write(draft, base)).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == [block.text for block in draft.blocks]


def test_the_same_document_gives_the_same_bytes(draft: Document, base: Base) -> None:
    again = package.prepare(base.layout)
    assert package.write(draft, base) == package.write(draft, again)


def test_no_part_tells_a_day_or_a_clock(draft: Document, base: Base) -> None:
    parts = archive.unpack(package.write(draft, base))
    assert not [name for name, content in parts.items() if b"w:date" in content or b"dcterms" in content]


def test_bookmarks_are_unique_short_and_named_as_word_demands(draft: Document, base: Base) -> None:
    body = opened(package.write(draft, base)).element.body
    starts = list(body.iter(qn("w:bookmarkStart")))
    names = [start.get(qn("w:name")) for start in starts]
    numbers = [start.get(qn("w:id")) for start in starts]
    assert len(set(names)) == len(names) == 6 + 2 + 3
    assert sorted(numbers) == sorted(end.get(qn("w:id")) for end in body.iter(qn("w:bookmarkEnd")))
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"_ng_[bfg]_[0-9a-f]{8}_\d+", name) and len(name) < 40 for name in names)


def test_names_of_marks_are_those_of_the_design(base: Base) -> None:
    gap = Gap(("b.two", "b.one"), "missing", "甲")
    data = package.write(Document("x", 2026, (Block("s/p", "body", (gap, gap)),)), base)
    names = [start.get(qn("w:name")) for start in opened(data).element.body.iter(qn("w:bookmarkStart"))]
    assert names == ["_ng_b_7743178c_1", "_ng_g_7b43daec_1", "_ng_g_7b43daec_2"]


def test_every_gap_is_highlighted_once_a_place(draft: Document, base: Base) -> None:
    runs = [run for paragraph in opened(package.write(draft, base)).paragraphs for run in paragraph.runs]
    shown = Counter((run.text, run.font.highlight_color) for run in runs if run.font.highlight_color)
    assert shown == {
        ("【待补充：主题党日主题】", WD_COLOR_INDEX.YELLOW): 2,
        ("【待核实：参学率 88.4】", WD_COLOR_INDEX.TURQUOISE): 1,
    }


def test_a_key_is_asked_once_at_its_first_place(draft: Document, base: Base) -> None:
    document = opened(package.write(draft, base))
    assert [comment.text for comment in document.comments] == [
        "请补充：主题党日主题；全年主题；负责科室：党办；上年：学思践悟",
        "请核实：参学率；单位：%；负责科室：党办；现填：88.4",
    ]
    assert {(comment.author, comment.timestamp) for comment in document.comments} == {("拟稿", None)}
    places = [place.getparent().getparent().text for place in document.element.body.iter(qn("w:commentReference"))]
    assert places == [draft.blocks[2].text, draft.blocks[3].text]


def test_a_gap_of_two_keys_asks_for_both(base: Base) -> None:
    gap = Gap(("a", "b"), "missing", "甲与乙")
    document = opened(package.write(Document("x", None, (Block("p", "body", (gap,)),)), base))
    assert [comment.text for comment in document.comments] == ["请补充：甲与乙", "请补充：甲与乙"]


def test_a_document_without_gaps_has_no_comments_part(base: Base) -> None:
    data = package.write(Document("x", None, (Block("p", "body", (Text("无"),)),)), base)
    parts = archive.unpack(data)
    assert "word/comments.xml" not in parts
    assert not [name for name, content in parts.items() if b"comments" in content]
    assert opened(data).paragraphs[0].text == "无"


def test_what_xml_cannot_hold_is_replaced(base: Base) -> None:
    told = "甲\x00乙\x0b丙\ud800丁\ufffe\r\n戊\t己"
    gap = Gap((f"键{told}",), "missing", told)
    block = Block(told, "body", (Text(told), gap))
    text = opened(package.write(Document(told, None, (block,)), base)).paragraphs[0].text
    clean = "甲\ufffd乙\n丙\ufffd丁\ufffd\n戊\t己"
    assert text == f"{clean}【待补充：{clean}】"


def test_outer_spaces_are_kept(base: Base) -> None:
    block = Block("p", "body", (Text("  a  "), Gap(("k",), "missing", "b"), Text(" ")))
    assert opened(package.write(Document("x", None, (block,)), base)).paragraphs[0].text == "  a  【待补充：b】 "


def test_headings_have_the_real_styles_and_their_levels(base: Base) -> None:
    blocks = tuple(Block(f"h{level}", "heading", level=level, heading=(Text("题"),)) for level in (1, 2, 3, 4, 5))
    paragraphs = opened(package.write(Document("x", None, blocks), base)).paragraphs
    assert [p.style.name for p in paragraphs] == ["Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 4"]
    levels = [p.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for p in paragraphs]
    assert levels == ["0", "1", "2", "3", "3"]


def test_the_words_of_a_run_in_heading_have_a_style_of_their_own(draft: Document, base: Base) -> None:
    runs = opened(package.write(draft, base)).paragraphs[3].runs
    assert [run.text for run in runs if run.style.name == "要点标题"] == ["一是强化理论武装。"]


def test_chinese_quotes_and_dashes_are_hinted_to_the_chinese_font(base: Base) -> None:
    block = Block("p", "body", (Text("“引领”——……"),))
    run = opened(package.write(Document("x", None, (block,)), base)).paragraphs[0].runs[0]
    assert run._r.rPr.find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia"


def test_only_the_last_block_of_the_head_leaves_a_line_below(base: Base) -> None:
    blocks = (
        Block("title", "title", (Text("总结"),)),
        Block("byline", "byline", (Text("党办"),)),
        Block("date", "date", (Text("（2026年1月5日）"),)),
        Block("opening", "body", (Text("今年。"),)),
    )
    paragraphs = opened(package.write(Document("x", None, blocks), base)).paragraphs
    assert [p.paragraph_format.space_after for p in paragraphs] == [0, 0, None, None]
    assert paragraphs[2].style.paragraph_format.space_after.twips == base.layout.page.line_pitch


@pytest.mark.parametrize(
    ("name", "indents"),
    [("中共平安县人民医院委员会", ["200", "375"]), ("平安县医院", ["725", "200"])],
)
def test_the_date_begins_two_characters_after_the_signature(name: str, indents: list[str], base: Base) -> None:
    blocks = (Block("signature", "signature", (Text(name),)), Block("date", "date", (Text("2026年12月31日"),)))
    paragraphs = opened(package.write(Document("x", None, blocks), base)).paragraphs
    assert [p._p.pPr.ind.get(qn("w:rightChars")) for p in paragraphs] == indents
    assert paragraphs[1].style.name == "成文日期"


def test_a_signature_longer_than_a_line_keeps_its_style(base: Base) -> None:
    gap = Gap(("hospital.party_org",), "missing", "院" * 40)
    blocks = (Block("signature", "signature", (gap,)), Block("date", "date", (Text("2026年12月31日"),)))
    paragraphs = opened(package.write(Document("x", None, blocks), base)).paragraphs
    assert [p._p.pPr.ind for p in paragraphs] == [None, None]


def test_every_style_that_is_used_is_defined(draft: Document, base: Base) -> None:
    parts = archive.unpack(package.write(draft, base))
    styles = parts["word/styles.xml"].decode()
    used = {
        style
        for name in ("word/document.xml", "word/comments.xml", "word/footer1.xml", "word/footer2.xml")
        for style in re.findall(r'<w:[pr]Style w:val="([^"]*)"', parts[name].decode())
    }
    assert {"CommentReference", "CommentText"} <= used
    assert used <= set(re.findall(r'w:styleId="([^"]*)"', styles))
    assert "Theme=" not in styles


def test_every_relationship_and_content_type_has_its_part(draft: Document, base: Base) -> None:
    blocks = (Block("p", "body", (Text("无"),)),)
    for document in (draft, replace(draft, blocks=blocks)):
        parts = archive.unpack(package.write(document, base))
        typed = re.findall(r'PartName="/([^"]*)"', parts["[Content_Types].xml"].decode())
        assert set(typed) <= set(parts)
        targets = re.findall(r'Target="([^"]*)"', parts["word/_rels/document.xml.rels"].decode())
        found = {f"word/{target}".replace("word/../", "") for target in targets}
        assert found <= set(parts)
        assert "ja-JP" not in "".join(content.decode() for content in parts.values())
