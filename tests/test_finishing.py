"""The final version: refused while a gap is left anywhere, without what nigao put in, with all that people did."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from generator import Draft, Problem, final
from generator.document import Gap, walk
from generator.word import opened
from tests.conftest import Make
from tests.genres import GENRES, empty, filled
from tests.packages import DOCUMENT, RELATIONS, TYPES, add, change, pack, parts, text, texts
from tests.workspaces import told

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006"
W = f'xmlns:w="{WORDML}/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
OWN = """
title: 总结
sections:
  - id: a
    heading: 甲
    points:
      - id: x
        heading: 学习
        text: 集体学习{{ facts.activity.centre_group_sessions }}次，党课{{ facts.activity.party_lectures }}堂。
      - {id: y, heading: 活动, text: "主题党日{{ facts.activity.theme_days }}场。"}
signature: "{{ hospital.name }}"
"""
ALL = {"activity.centre_group_sessions": 12, "activity.party_lectures": 67, "activity.theme_days": 181}
GAP = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>【待补充：党课堂数】</w:t></w:r>'
MARKED = r'<w:bookmarkStart w:id="(\d+)" w:name="_ng_g_\w+"/>' + GAP + r'<w:bookmarkEnd w:id="\1"/>'
TYPED = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>67</w:t></w:r>'
END = "<w:sectPr>"


@pytest.fixture
def whole(make: Make) -> Path:
    """A draft without gaps, saved as 稿.docx in the current folder."""
    return make({"own": OWN}).draft("own", 2026, ALL).save(Path("稿.docx"))


@pytest.fixture
def holed(make: Make) -> Path:
    """The same with one gap, asked for in one comment."""
    known = {key: value for key, value in ALL.items() if key != "activity.party_lectures"}
    return make({"own": OWN}).draft("own", 2026, known).save(Path("稿.docx"))


def type_over(path: Path) -> None:
    """The gap filled in as Word does it: a bookmark whose whole text is typed over goes, its highlight stays."""
    texts = parts(path)
    texts[DOCUMENT], count = re.subn(MARKED, TYPED, texts[DOCUMENT])
    assert count == 1
    pack(path, texts)


def finished(path: Path) -> tuple[dict[str, str], list[str]]:
    """The parts of the final version, and what was told of it."""
    made = final(path)
    return parts(made.save("出.docx", force=True)), [problem.message for problem in made.problems]


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>{END}"


def words(said: str) -> str:
    return f"<w:r><w:t>{said}</w:t></w:r>"


# What goes out.


@pytest.mark.parametrize("name", GENRES)
def test_it_reads_like_the_draft_and_nothing_tells_who_made_it(folder: Path, name: str) -> None:
    source = filled(name).save(Path("稿.docx"))
    made = final(source)
    out = made.save()
    assert out == Path("稿-定稿.docx")
    assert made.problems == ()
    assert text(out) == text(source)
    assert not [part for part, content in parts(out).items() if re.search("_ng_|nigao|拟稿", content)]


def test_what_it_does_not_touch_keeps_its_bytes(whole: Path) -> None:
    before, (after, _) = parts(whole), finished(whole)
    changed = {name for name in before if before[name] != after.get(name)}
    recipe = {"customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels"}
    assert changed == {DOCUMENT, RELATIONS, TYPES, "docProps/app.xml", *recipe}
    assert before.keys() - after.keys() == recipe
    assert "customXml" not in after[RELATIONS] + after[TYPES]


def test_a_final_version_stays_as_it_is_and_that_is_told(whole: Path) -> None:
    once = final(whole).save()
    again = final(once)
    assert again.content == once.read_bytes()
    assert [(problem.severity, problem.code) for problem in again.problems] == [("advice", "final-already")]
    assert again.taken == (0, 0, 0, 0, False)


def test_it_tells_how_much_it_took_out(holed: Path) -> None:
    type_over(holed)
    assert final(holed).taken == (1, 1, 8, 1, True)


@pytest.mark.parametrize("name", ["customXml/item3.xml", "customXml/配方.xml"])
def test_a_recipe_under_another_name_goes_and_somebody_elses_part_stays(whole: Path, name: str) -> None:
    texts = {
        part.replace("item1", Path(name).stem): text.replace("item1.xml", Path(name).name)
        for part, text in parts(whole).items()
    }
    pack(whole, {**texts, "customXml/item1.xml": '<own xmlns="urn:own"/>'})
    after, _ = finished(whole)
    assert {part for part in after if part.startswith("customXml")} == {"customXml/item1.xml"}
    assert Path(name).name not in after[RELATIONS] + after[TYPES]


@pytest.mark.parametrize("name", [TYPES, "_rels/.rels", RELATIONS, DOCUMENT, "word/styles.xml"])
def test_what_others_need_stays_whatever_a_recipe_is_related_to(whole: Path, name: str) -> None:
    own = "customXml/_rels/item1.xml.rels"
    link = f'<Relationship Id="rId9" Type="urn:x" Target="/{name}"/></Relationships>'
    said = text(whole)
    change(whole, own, "</Relationships>", link)
    before, (after, _) = parts(whole), finished(whole)
    assert before.keys() - after.keys() == {"customXml/item1.xml", "customXml/itemProps1.xml", own}
    assert text(Path("出.docx")) == said


def test_what_belongs_to_a_recipe_alone_goes_with_it_however_far_below(whole: Path) -> None:
    texts = parts(whole)
    chain = ["itemProps1", *(f"below{number}" for number in range(100))]
    kept = texts[RELATIONS].partition("<Relationship ")[0]
    for above, below in pairwise(chain):
        texts[f"customXml/{below}.xml"] = "<own/>"
        link = f'<Relationship Id="rId1" Type="urn:x" Target="{below}.xml"/></Relationships>'
        texts[f"customXml/_rels/{above}.xml.rels"] = kept + link
    pack(whole, texts)
    assert not [name for name in finished(whole)[0] if name.startswith("customXml")]


# Gaps.


@pytest.mark.parametrize("name", GENRES)
def test_every_gap_is_told_with_its_paragraph_and_nothing_is_written(folder: Path, name: str) -> None:
    draft: Draft = empty(name)
    source = draft.save(Path("稿.docx"))
    left = told(lambda: final(source))
    written = enumerate(texts(source), 1)
    expected = [(number, gap) for number, said in written for gap in re.findall("【待[^】]*】", said)]
    gaps = [inline.text for _, inline in walk(draft.document) if isinstance(inline, Gap)]
    assert sorted(gap for _, gap in expected) == sorted(gaps)
    assert [(problem.paragraph, problem.message.partition("还有缺口")[2]) for problem in left] == [
        (number, gap if len(gap) <= 40 else f"{gap[:39]}…") for number, gap in expected
    ]
    assert {problem.origin and problem.origin.file for problem in left} == {"稿.docx"}
    assert all(problem.hint and "--set" in problem.hint for problem in left)
    assert [path.name for path in folder.iterdir()] == ["稿.docx"]


BOX = f"<w:r><w:pict><v:shape xmlns:v='urn:v'><v:textbox><w:txbxContent><w:p>{words('【待补充：印章】')}</w:p>"
BOX += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
IN_BODY = {
    "typed by somebody": (words("【待补充：印章】"), "第6段"),
    "to be confirmed": (words("【待核实：印章 1】"), "第6段"),
    "with a half-width colon": (words("【待补充:印章】"), "第6段"),
    "without its end": (words("【待补充：印章"), "第6段"),
    "split over runs": (words("【待") + words("补充：印") + words("章】"), "第6段"),
    "with a line break": ("<w:r><w:t>【待补充：印</w:t><w:br/><w:t>章】</w:t></w:r>", "第6段"),
    "inserted under tracked changes": (f'<w:ins w:id="9" w:author="张三">{words("【待补充：印章】")}</w:ins>', "第6段"),
    "in a content control": (f"<w:sdt><w:sdtContent>{words('【待补充：印章】')}</w:sdtContent></w:sdt>", "第6段"),
    "in a link": (f'<w:hyperlink w:anchor="a">{words("【待补充：印章】")}</w:hyperlink>', "第6段"),
    "in a text box": (words("某院") + BOX, "第6段的文本框"),
}


@pytest.mark.parametrize(("inside", "where"), IN_BODY.values(), ids=IN_BODY)
def test_a_gap_is_found_however_it_stands_in_the_body(whole: Path, inside: str, where: str) -> None:
    change(whole, DOCUMENT, END, paragraph(inside))
    (problem,) = told(lambda: final(whole))
    assert (problem.code, problem.paragraph) == ("gap-left", 6)
    assert problem.message.startswith(f"{where}还有缺口【待")


def test_a_gap_in_a_table_has_the_number_of_its_paragraph(whole: Path) -> None:
    cells = "".join(f"<w:tc><w:p>{words(said)}</w:p></w:tc>" for said in ("甲", "【待补充：乙】"))
    change(whole, DOCUMENT, END, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>{END}")
    assert [problem.paragraph for problem in told(lambda: final(whole))] == [7]


STORIES = {
    "页眉": ("word/header9.xml", "hdr", "header", "wordprocessingml.header"),
    "脚注": ("word/footnotes.xml", "footnotes", "footnotes", "wordprocessingml.footnotes"),
    "尾注": ("word/endnotes.xml", "endnotes", "endnotes", "wordprocessingml.endnotes"),
}


@pytest.mark.parametrize("where", STORIES)
def test_a_gap_is_found_beside_the_body(whole: Path, where: str) -> None:
    part, root, kind, type = STORIES[where]
    note = f"<w:p>{words('【待补充：文号】')}</w:p>"
    inside = note if root == "hdr" else f'<w:{kind[:-1]} w:id="2">{note}</w:{kind[:-1]}>'
    type = f"application/vnd.openxmlformats-officedocument.{type}+xml"
    add(whole, part, f"<w:{root} {W}>{inside}</w:{root}>", f"{OFFICE}/{kind}", type)
    (problem,) = told(lambda: final(whole))
    assert (problem.paragraph, problem.message) == (None, f"{where}还有缺口【待补充：文号】")


def test_a_drawing_that_is_there_twice_for_old_readers_is_told_once(whole: Path) -> None:
    twice = f"<mc:AlternateContent {MC}><mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
    change(whole, DOCUMENT, END, paragraph(f"<w:r>{twice}</mc:AlternateContent></w:r>"))
    assert [problem.message for problem in told(lambda: final(whole))] == ["第6段的文本框还有缺口【待补充：印章】"]


@pytest.mark.parametrize("rest", ["待补充：党课堂数", "【党课堂数", "党课堂数】"])
def test_what_is_left_of_a_gap_between_its_marks_is_one(holed: Path, rest: str) -> None:
    change(holed, DOCUMENT, "【待补充：党课堂数】", rest)
    assert [problem.excerpt for problem in told(lambda: final(holed))] == [rest]


NO_GAPS = {
    "deleted under tracked changes": (
        '<w:del w:id="9" w:author="张三"><w:r><w:delText>【待补充：印章】</w:delText></w:r></w:del>'
    ),
    "moved away": f'<w:moveFrom w:id="9" w:author="张三">{words("【待补充：印章】")}</w:moveFrom>',
    "talk of gaps": words("还有待补充的材料，数字待核实。"),
    "other brackets": words("【学习强国】"),
}


@pytest.mark.parametrize("inside", NO_GAPS.values(), ids=NO_GAPS)
def test_what_is_no_gap_stops_nobody(whole: Path, inside: str) -> None:
    change(whole, DOCUMENT, END, paragraph(inside))
    assert final(whole).save("出.docx").is_file()


# Highlights.


def type_two_runs(path: Path) -> None:
    change(path, DOCUMENT, GAP, TYPED.replace("67", "6") + TYPED.replace("67", "7"))


def type_beside(path: Path) -> None:
    change(path, DOCUMENT, GAP, "")
    change(path, DOCUMENT, "<w:r><w:t>堂</w:t></w:r>", f"{TYPED}<w:r><w:t>堂</w:t></w:r>")


FILLED = {
    "between its marks": lambda path: change(path, DOCUMENT, "【待补充：党课堂数】", "67"),
    "its marks gone": type_over,
    "in two runs": type_two_runs,
    "beside its empty marks": type_beside,
}


@pytest.mark.parametrize("way", FILLED)
def test_a_gap_that_was_filled_in_loses_its_highlight_and_its_comment(holed: Path, way: str) -> None:
    FILLED[way](holed)
    after, said = finished(holed)
    assert "集体学习12次，党课67堂。" in text(Path("出.docx"))[2]
    assert "highlight" not in after[DOCUMENT]
    assert "comment" not in after[DOCUMENT] + after[RELATIONS] + after[TYPES]
    assert "word/comments.xml" not in after
    assert said == []


def test_a_gap_that_was_filled_in_loses_its_highlight_without_the_recipe_too(holed: Path) -> None:
    change(holed, DOCUMENT, "【待补充：党课堂数】", "67")
    change(holed, "customXml/item1.xml", "urn:nigao:recipe:1", "urn:lost")
    assert "highlight" not in finished(holed)[0][DOCUMENT]


def test_the_highlights_of_a_hospitals_own_colour_go_too(holed: Path) -> None:
    change(holed, "customXml/item1.xml", 'highlights="yellow cyan"', 'highlights="green red"')
    change(holed, DOCUMENT, GAP, TYPED.replace("yellow", "green"))
    assert "highlight" not in finished(holed)[0][DOCUMENT]


HIGHLIGHTED = '<w:r><w:rPr><w:b/><w:highlight w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'


@pytest.mark.parametrize("colour", ["yellow", "green"])
def test_what_people_highlighted_stays_and_is_told(holed: Path, colour: str) -> None:
    type_over(holed)
    theirs = HIGHLIGHTED.format(colour, "次，")
    change(holed, DOCUMENT, "<w:r><w:t>次，党课</w:t></w:r>", f"{theirs}{words('党课')}")
    change(holed, DOCUMENT, END, paragraph(HIGHLIGHTED.format(colour, "请领导定")))
    after, said = finished(holed)
    assert theirs in after[DOCUMENT]
    assert after[DOCUMENT].count("highlight") == 2
    assert said == ["还有底色（第3段、第6段），不是拟稿标的，没有去掉"]


# Comments and tracked changes.


def comment(number: int, author: str, said: str, paragraph_id: str) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}"><w:p w14:paraId="{paragraph_id}">'
        f"<w:r><w:annotationRef/></w:r>{words(said)}</w:p></w:comment>"
    )


def anchored(number: int, said: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{words(said)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def talk(path: Path, answers: bool) -> None:
    """As Word saves it: our comment, 张三's own, and 李四's answer to ours, or below 张三's."""
    type_over(path)
    ours = re.search(r'<w:comment w:id="(\d+)"', parts(path)["word/comments.xml"])
    assert ours
    change(path, "word/comments.xml", f"<w:comments {W}>", f'<w:comments {W} xmlns:w14="{W14}">')
    change(path, "word/comments.xml", "<w:p>", '<w:p w14:paraId="0000000A">')
    theirs = comment(70, "张三", "这里要改", "0000000B") + comment(71, "李四", "已填", "0000000C")
    change(path, "word/comments.xml", "</w:comments>", f"{theirs}</w:comments>")
    change(path, DOCUMENT, END, paragraph(anchored(70, "丙") + anchored(71, "丁")))
    parents = {"A": "", "B": "", "C": f'w15:paraIdParent="0000000{"A" if answers else "B"}"'}
    extended = "".join(f'<w15:commentEx w15:paraId="0000000{name}" {of}/>' for name, of in parents.items())
    ids = "".join(f'<w:commentId w:paraId="0000000{name}" w:durableId="1111111{name}"/>' for name in parents)
    more = "".join(f'<w:commentExtensible w:durableId="1111111{name}"/>' for name in parents)
    people = "".join(f'<w15:person w15:author="{name}"/>' for name in ("拟稿", "张三", "李四"))
    type = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for part, xml, kind in (
        ("commentsExtended", f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>', "2011"),
        ("commentsIds", f'<w:commentsIds xmlns:w="{CID}">{ids}</w:commentsIds>', "2016/09"),
        ("commentsExtensible", f'<w:commentsExtensible xmlns:w="{CEX}">{more}</w:commentsExtensible>', "2018/08"),
        ("people", f'<w15:people xmlns:w15="{W15}">{people}</w15:people>', "2011"),
    ):
        add(path, f"word/{part}.xml", xml, f"{MICROSOFT}/{kind}/relationships/{part}", f"{type}.{part}+xml")


def test_our_comments_go_with_all_that_tells_of_them_and_peoples_stay(holed: Path) -> None:
    talk(holed, answers=False)
    after, said = finished(holed)
    names = [name for name in after if "comment" in name or "people" in name]
    assert len(names) == 5
    assert not [name for name in names if re.search("拟稿|请补充|0000000A|1111111A", after[name])]
    assert all(re.search("李四|[01]{7}C", after[name]) for name in names)
    assert after[DOCUMENT].count("<w:commentReference") == 2
    assert said == ["还有批注2条（张三、李四；第6段）"]


def test_a_thread_that_somebody_answered_in_is_theirs(holed: Path) -> None:
    talk(holed, answers=True)
    before, (after, said) = parts(holed), finished(holed)
    assert [name for name in before if "comment" in name and before[name] != after[name]] == []
    assert after[DOCUMENT].count("<w:commentReference") == 3
    assert said == ["还有批注3条（拟稿、张三、李四；第3段、第6段），有人答复过的拟稿批注整串留着"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('w:author="拟稿"', 'w:author="王五"'),
        ("请补充：党课堂数", "张三问过了：党课堂数"),
        ("</w:p></w:comment>", f"</w:p><w:p>{words('张三：是67堂')}</w:p></w:comment>"),
    ],
    ids=["another author", "other words", "more words"],
)
def test_a_comment_that_is_not_as_we_wrote_it_stays(holed: Path, old: str, new: str) -> None:
    type_over(holed)
    change(holed, "word/comments.xml", old, new)
    before, (after, said) = parts(holed), finished(holed)
    assert after["word/comments.xml"] == before["word/comments.xml"]
    assert len(said) == 1


def test_when_only_our_comments_were_there_their_other_parts_go_too(holed: Path) -> None:
    type_over(holed)
    change(holed, "word/comments.xml", f"<w:comments {W}>", f'<w:comments {W} xmlns:w14="{W14}">')
    change(holed, "word/comments.xml", "<w:p>", '<w:p w14:paraId="0000000A">')
    extended = f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0000000A" w15:done="1"/></w15:commentsEx>'
    type = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    kind = f"{MICROSOFT}/2011/relationships/commentsExtended"
    add(holed, "word/commentsExtended.xml", extended, kind, type)
    after, said = finished(holed)
    assert not [name for name, content in after.items() if re.search("comments[.E]", name + content)]
    assert said == []


def test_tracked_changes_stay_and_are_told(whole: Path) -> None:
    inserted = f'<w:ins w:id="90" w:author="张三" w:date="2026-12-01T08:00:00Z">{words("新")}</w:ins>'
    deleted = '<w:del w:id="91" w:author="李四"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    change(whole, DOCUMENT, END, paragraph(inserted + deleted))
    after, said = finished(whole)
    assert inserted + deleted in after[DOCUMENT]
    assert said == ["还有修订2处（张三、李四；第6段）"]


def test_bookmarks_of_others_stay(whole: Path) -> None:
    theirs = '<w:bookmarkStart w:id="900" w:name="第一处"/><w:bookmarkEnd w:id="900"/>'
    change(whole, DOCUMENT, END, paragraph(theirs))
    assert re.findall("<w:bookmark.*?/>", finished(whole)[0][DOCUMENT]) == re.findall("<.*?>", theirs)


# Properties.

CORE = "docProps/core.xml"


def test_people_s_properties_stay_and_ours_go(whole: Path) -> None:
    typed = "<dc:creator>张三</dc:creator><dc:title>2026年总结</dc:title>"
    change(whole, CORE, "</cp:coreProperties>", f"{typed}</cp:coreProperties>")
    change(
        whole,
        "docProps/app.xml",
        "<Application>",
        "<Template>某院模板.dotx</Template><Company>某院</Company><Application>",
    )
    after, _ = finished(whole)
    assert typed in after[CORE]
    assert re.findall(r"<(\w+)>", after["docProps/app.xml"]) == ["Company"]


def test_a_title_that_a_word_processor_took_from_a_gap_goes(whole: Path) -> None:
    change(whole, CORE, "</cp:coreProperties>", "<dc:title>【待补充：医院全称】总结</dc:title></cp:coreProperties>")
    assert "title" not in finished(whole)[0][CORE]


@pytest.mark.parametrize("note", ["<!-- nigao -->", "<?nigao 拟稿?>"], ids=["comment", "instruction"])
@pytest.mark.parametrize("part", ["docProps/app.xml", "word/comments.xml", DOCUMENT, RELATIONS, TYPES])
def test_notes_in_the_xml_are_nobodys_property(holed: Path, part: str, note: str) -> None:
    type_over(holed)
    texts = parts(holed)
    pack(
        holed,
        {
            **texts,
            part: re.sub(r"(<(?:Properties|w:comments|w:body|Relationships|Types)[^>]*>)", rf"\1{note}", texts[part]),
        },
    )
    assert final(holed).taken == (1, 1, 8, 1, True)


# What is no sound .docx, and where it may not go.

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


def spoilt(path: Path, part: str, old: str, new: str) -> bytes:
    change(path, part, old, new)
    return path.read_bytes()


def with_a_password(path: Path) -> bytes:
    """The bit that says so, in both places of the last part."""
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(sign) + flags] |= 1
    return bytes(data)


REFUSED = {
    "with a password": (lambda path: OLE + "EncryptedPackage".encode("utf-16-le"), "docx-encrypted"),
    "a part with a password": (with_a_password, "docx-encrypted"),
    "a .doc": (lambda path: OLE + bytes(512), "docx-old"),
    "empty": (lambda path: b"", "docx-damaged"),
    "text": (lambda path: "总结".encode(), "docx-damaged"),
    "cut off": (lambda path: path.read_bytes()[:-100], "docx-damaged"),
    "a part that is no XML": (lambda path: spoilt(path, DOCUMENT, "</w:body>", ""), "docx-damaged"),
    "a document type": (
        lambda path: spoilt(path, DOCUMENT, "<w:document", "<!DOCTYPE x [<!ENTITY e '甲'>]><w:document"),
        "docx-damaged",
    ),
    "a workbook": (lambda path: spoilt(path, "_rels/.rels", "word/document.xml", "xl/workbook.xml"), "docx-other"),
    "a template": (lambda path: spoilt(path, TYPES, ".document.main+xml", ".template.main+xml"), "docx-other"),
    "Strict Open XML": (lambda path: spoilt(path, "_rels/.rels", f"{OFFICE}/officeDocument", STRICT), "docx-strict"),
    "a later nigao": (lambda path: spoilt(path, "customXml/item1.xml", 'schema="1"', 'schema="2"'), "recipe-schema"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_sound_docx_is_told_with_its_remedy(whole: Path, kind: str) -> None:
    spoil, code = REFUSED[kind]
    Path("坏.docx").write_bytes(spoil(whole))
    (problem,) = told(lambda: final("坏.docx"))
    assert (problem.code, problem.origin and problem.origin.file) == (code, "坏.docx")
    assert problem.hint


@pytest.mark.parametrize("bound", ["MAX_XML", "MAX_TAGS"])
def test_more_xml_than_the_bounds_is_refused(whole: Path, bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, bound, 100)
    assert [problem.code for problem in told(lambda: final(whole))] == ["docx-too-large"]


@pytest.mark.parametrize("name", ["没有.docx", "."])
def test_a_file_that_cannot_be_read_is_told(folder: Path, name: str) -> None:
    problems: list[Problem] = told(lambda: final(name))
    assert [(problem.code, problem.origin and problem.origin.file) for problem in problems] == [
        ("file-unreadable", name)
    ]


def test_the_draft_itself_is_never_overwritten(whole: Path) -> None:
    before = whole.read_bytes()
    made = final(whole)
    assert [problem.code for problem in told(lambda: made.save(whole, force=True))] == ["final-is-source"]
    assert whole.read_bytes() == before


def test_a_name_that_windows_cannot_hold_is_told(whole: Path) -> None:
    made = final(whole)
    assert [problem.code for problem in told(lambda: made.save("con.docx"))] == ["file-name"]
    assert not Path("con.docx").exists()


def test_what_comes_between_leaves_nothing_behind(whole: Path) -> None:
    def end() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        final(whole).save(between=end)
    assert [path.name for path in Path().glob("*.docx")] == [whole.name]


def test_a_file_that_is_there_is_overwritten_only_if_asked_for(whole: Path) -> None:
    made = final(whole)
    made.path.write_bytes(b"old")
    assert [problem.code for problem in told(made.save)] == ["file-exists"]
    assert made.path.read_bytes() == b"old"
    assert made.save(force=True).read_bytes() == made.content
