import io
import re
import zipfile

import docx
import pytest
from hypothesis import example, given, settings

from generator import archive
from generator.document import Block, Document, Fact, Text, walk
from generator.problems import Stop
from generator.word import package, recipe
from generator.word.marks import Mark
from generator.word.ooxml import W
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


@pytest.mark.parametrize("break_", ["page", "column"])
def test_a_page_break_is_no_edit(break_: str, draft: Document, base: Base) -> None:
    """LibreOffice saves a paragraph that begins a page as one after a break in the paragraph before."""
    data = package.write(draft, base)
    broken = f'<w:t>结</w:t></w:r><w:r><w:br w:type="{break_}"/>'
    assert recipe.read(changed(data, "word/document.xml", "<w:t>结</w:t>", broken)) == recipe.read(data)


def test_a_mark_in_a_frame_is_known_by_the_name_that_libreoffice_gives_it(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    (title,) = [mark.name for mark in marks_of(draft, base) if (mark.kind, mark.block) == ("block", "title")]
    assert recipe.read(changed(data, "word/document.xml", f'"{title}"', f'"{title}_Copy_1"')) == recipe.read(data)


def test_a_copy_of_a_mark_does_not_stand_for_it(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    (title,) = [mark.name for mark in marks_of(draft, base) if (mark.kind, mark.block) == ("block", "title")]
    copy = f'<w:bookmarkStart w:id="900" w:name="{title}_Copy_1"/><w:r><w:t>抄</w:t></w:r><w:bookmarkEnd w:id="900"/>'
    copied = changed(data, "word/document.xml", "<w:body>", f"<w:body><w:p>{copy}</w:p>")
    assert recipe.read(copied) == recipe.read(data)


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


@pytest.mark.parametrize("year", ["9" * 5000, "-1", "12345", "٢٠٢٦", "²", ""])
def test_a_year_that_is_none_is_not_read(draft: Document, base: Base, year: str) -> None:
    spoilt = changed(package.write(draft, base), "customXml/item1.xml", 'year="2026"', f'year="{year}"')
    read = recipe.read(spoilt)
    assert read is not None
    assert (read.year, len(read.marks)) == (None, len(marks_of(draft, base)))


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [('kind="fact"', 'kind="fakt"', "fact"), ('state="missing"', 'state="x"', "gap"), ('state="missing"', "", "gap")],
    ids=["kind", "state", "no state"],
)
def test_a_mark_that_the_recipe_does_not_explain_is_passed_over(
    draft: Document, base: Base, old: str, new: str, lost: str
) -> None:
    read = recipe.read(changed(package.write(draft, base), "customXml/item1.xml", old, new))
    assert read is not None
    before = marks_of(draft, base)
    assert [mark for mark in before if mark in read.marks] == list(read.marks)
    assert {mark.kind for mark in before if mark not in read.marks} == {lost}


def marks_of(draft: Document, base: Base) -> tuple[Mark, ...]:
    read = recipe.read(package.write(draft, base))
    return read.marks if read else ()


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
    blocks = [mark for mark in read.marks if mark.kind == "block"]
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    for paragraph, mark in zip(paragraphs, blocks, strict=True):
        assert (paragraph.text.replace("\n", "") if mark.broken else paragraph.text) == mark.generated


def stranger(body: str, marks: str, head: str = "", about: str = "") -> bytes:
    """A .docx of a body and a recipe, each with a document type in front of it if it is to have one."""
    document = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'
    made = f'<?xml version="1.0"?>{about}<recipe xmlns="{recipe.NAMESPACE}" schema="1" outline="x">{marks}</recipe>'
    return archive.pack([("word/document.xml", document.encode()), ("customXml/item1.xml", made.encode())])


def named(number: int) -> str:
    return f"_ng_b_{number:08x}_1"


MARKS = "".join(f'<mark name="{named(number)}" kind="block" block="b">甲</mark>' for number in range(5_000))
STARTS = "".join(f'<w:bookmarkStart w:id="{number}" w:name="{named(number)}"/>' for number in range(5_000))
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
FILE = "<!DOCTYPE x [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<w:p>" * 5_000 + "</w:p>" * 5_000, ""),
        ("<w:p/>" * 1_000_000, ""),
        (f"<w:p>{STARTS}<w:r><w:t>{'好' * 100_000}</w:t></w:r></w:p>", ""),
        ("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", LAUGHS),
        ("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", FILE),
        ("<w:p>", ""),
    ],
    ids=["deep", "a million paragraphs", "marks of a long text each", "an entity", "a file", "damage"],
)
def test_a_text_that_cannot_be_read_within_bounds_is_unreadable(body: str, head: str) -> None:
    with pytest.raises(archive.Unreadable):
        recipe.read(stranger(body, MARKS, head))


@pytest.mark.parametrize("about", [LAUGHS, FILE, "<!DOCTYPE x SYSTEM 'http://localhost:9/x.dtd'>"])
def test_a_recipe_with_a_document_type_is_none(about: str) -> None:
    assert recipe.read(stranger("<w:p/>", "<mark>甲</mark>", about=about)) is None


def test_what_a_draft_does_not_need_is_not_unpacked(draft: Document, base: Base) -> None:
    data = package.write(draft, base)
    with_bomb = io.BytesIO(data)
    with zipfile.ZipFile(with_bomb, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("word/media/image1.png", bytes(30_000_000))
    assert recipe.read(with_bomb.getvalue()) == recipe.read(data)


def test_a_text_of_more_than_the_bounds_is_too_large() -> None:
    with pytest.raises(archive.TooLarge):
        recipe.read(stranger(" " * 30_000_000, MARKS))
