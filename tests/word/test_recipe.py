import io
import re

import docx
import pytest
from hypothesis import example, given, settings

from generator import archive
from generator.document import Block, Document, Fact, Text, walk
from generator.problems import Stop
from generator.word import package, recipe
from generator.word.package import Base
from tests.word.documents import DOCUMENTS


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    parts = archive.unpack(data)
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    return archive.pack(parts.items())


def test_what_is_written_is_read_back(draft: Document, base: Base) -> None:
    read = recipe.read(package.write(draft, base))
    assert read is not None
    assert (read.outline, read.year) == ("annual-summary", 2026)
    assert [mark.now for mark in read.marks] == [mark.generated for mark in read.marks]
    assert [mark.generated for mark in read.marks if mark.kind == "block"] == [block.text for block in draft.blocks]
    sessions = next(mark for mark in read.marks if mark.keys == ("activity.sessions",))
    assert (sessions.kind, sessions.block, sessions.generated) == ("fact", "education/theory", "12")
    assert (sessions.how, sessions.sources) == ("as given", ("中心组台账.xlsx",))
    assert [mark.state for mark in read.marks if mark.kind == "gap"] == ["missing", "to_confirm", "missing"]


def test_an_edited_text_is_read_beside_the_generated_one(draft: Document, base: Base) -> None:
    edited = changed(package.write(draft, base), "word/document.xml", ">12<", ">13<")
    read = recipe.read(edited)
    assert read is not None
    assert [(m.generated, m.now) for m in read.marks if m.kind == "fact"] == [
        ("平安县医院", "平安县医院"),
        ("12", "13"),
    ]


def test_deletions_do_not_count_and_insertions_do(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    tracked = (
        '<w:del w:id="900" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
        '<w:ins w:id="901" w:author="a"><w:r><w:t>14</w:t></w:r></w:ins>'
    )
    read = recipe.read(changed(data, "word/document.xml", "<w:r><w:t>12</w:t></w:r>", tracked))
    assert read is not None
    assert [m.now for m in read.marks if m.kind == "fact"] == ["平安县医院", "14"]


def test_a_bookmark_that_ends_one_character_early_is_no_edit(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    number = re.search(
        r"<w:t>12</w:t></w:r>(<w:bookmarkEnd [^>]*/>)", archive.unpack(data)["word/document.xml"].decode()
    )
    assert number
    early = f"<w:t>1</w:t></w:r>{number[1]}<w:r><w:t>2</w:t></w:r>"
    read = recipe.read(changed(data, "word/document.xml", number[0], early))
    assert read == recipe.read(data)


def test_a_block_goes_to_the_end_of_its_paragraph(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    read = recipe.read(changed(data, "word/document.xml", "<w:t>结</w:t>", "<w:t>结（修改）</w:t>"))
    assert read is not None
    (title,) = [mark for mark in read.marks if (mark.kind, mark.block) == ("block", "title")]
    assert title.now == f"{title.generated}（修改）"


def test_a_mark_that_was_deleted_has_no_text_now(draft: Document, base: Base) -> None:
    document = docx.Document(io.BytesIO(package.write(draft, base)))
    paragraph = document.paragraphs[3]._p
    paragraph.getparent().remove(paragraph)
    saved = io.BytesIO()
    document.save(saved)
    read = recipe.read(saved.getvalue())
    assert read is not None
    assert {mark.now for mark in read.marks if mark.block == "education/theory"} == {None}


def test_the_recipe_is_found_by_its_namespace(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    parts = archive.unpack(data)
    parts["customXml/item7.xml"] = parts.pop("customXml/item1.xml")
    parts["customXml/item1.xml"] = b"<broken urn:nigao:recipe:"
    assert recipe.read(archive.pack(parts.items())) == recipe.read(data)


def test_a_source_never_tells_an_absolute_path(base: Base) -> None:
    sources = ("/home/li/党建/台账.xlsx", r"D:\党建\台账.xlsx", "facts/2026.yaml", "file:///c/x.yaml")
    document = Document("x", 2026, (Block("p", "body", (Fact("12", ("k",), sources=sources),)),))
    read = recipe.read(package.write(document, base))
    assert read is not None
    assert read.marks[1].sources == ("台账.xlsx", "台账.xlsx", "facts/2026.yaml", "x.yaml")


def test_somebody_elses_document_has_no_recipe() -> None:
    saved = io.BytesIO()
    docx.Document().save(saved)
    assert recipe.read(saved.getvalue()) is None


def test_a_later_recipe_is_refused_with_a_remedy(draft: Document, base: Base) -> None:
    later = changed(package.write(draft, base), "customXml/item1.xml", 'schema="1"', 'schema="2"')
    with pytest.raises(Stop, match="升级"):
        recipe.read(later)


def test_what_is_no_package_is_unreadable() -> None:
    with pytest.raises(archive.Unreadable):
        recipe.read(b"PK no")


@settings(deadline=None)
@given(document=DOCUMENTS)
@example(document=Document("", None, (Block("", "title", heading=(Text("\r\n"),)),)))
def test_any_document_comes_back_mark_by_mark(document: Document, base: Base) -> None:
    data = package.write(document, base)
    read = recipe.read(data)
    assert read is not None
    assert read.year == document.year
    values = [inline for _, inline in walk(document) if not isinstance(inline, Text)]
    assert len(read.marks) == len(document.blocks) + len(values)
    assert [mark.keys for mark in read.marks if mark.kind != "block"] == [value.keys for value in values]
    for mark in read.marks:
        assert mark.now == mark.generated
        assert re.fullmatch(r"[A-Za-z0-9_]{1,39}", mark.name)
    assert len({mark.name for mark in read.marks}) == len(read.marks)
    blocks = [mark.generated for mark in read.marks if mark.kind == "block"]
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs] == blocks
