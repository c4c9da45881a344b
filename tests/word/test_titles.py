"""Titles longer than a line break at sense groups into a trapezoid or a diamond: GB/T 9704-2012 7.3.1."""

import io
from itertools import pairwise

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import places, yaml_source
from generator.characters import held
from generator.document import Block, Document, Fact, Gap, Inline, Text
from generator.word import package, recipe, titles, widths
from generator.word.package import Base
from generator.yaml_source import Mapping, Scalar
from tests.conftest import Make
from tests.genres import GENRES, Genre, empty, filled, workspace
from tests.workspaces import ROOT

LINE = 8844 / 440
"""Han characters of 22 points on 156 mm."""
FITTING = [
    "青梧县人民医院2026年度党支部工作总结",
    "青梧县人民医院“十五五”时期党建工作规划",
    "关于李明同志任职试用期满考核情况的报告",
    "把病人的时间当回事",
]
LONG = [
    "青梧县人民医院党委/关于2026年度党建工作情况的报告",
    "青梧县人民医院急诊重症党支部/2026年度工作总结",
    "中共青梧县人民医院委员会/关于召开第三次党员代表大会的请示",
    "中共青梧县人民医院委员会/关于印发《2026年党建工作要点》的通知",
    "关于印发《青梧县人民医院2026年/党风廉政建设和反腐败工作实施方案》的通知",
    "中共青梧县人民医院委员会/关于深入开展全面从严治党主体责任/落实情况自查自纠工作的报告",
    "青梧县人民医院关于进一步加强和改进/医德医风建设的实施意见",
    "青梧县卫生健康局关于开展2026年度/全县公立医院党建工作年度考核的通知",
    "青梧县人民医院党委理论学习中心组/2026年度学习计划",
    "在青梧县人民医院2026年全面从严治党/暨党风廉政建设工作会议上的讲话",
    "青梧县人民医院/关于申请购置核磁共振设备专项经费的请示",
    "关于同意中共青梧县人民医院/急诊重症支部委员会换届选举结果的批复",
    "关于表彰2025—2026年度/先进基层党组织、优秀共产党员和/优秀党务工作者的决定",
    "青梧县人民医院第二季度/党建工作例会暨主题党日活动主持词",
    "以高质量党建引领/公立医院高质量发展的实践与思考",
    "江州大学附属第三医院党委/关于巡察整改进展情况的报告",
    "中共澄溪县妇幼保健院总支部委员会/关于增补支部委员的请示",
    "关于成立青梧县人民医院/意识形态工作领导小组的通知",
    "关于调整青梧县人民医院/党风廉政建设领导小组组成人员的通知",
    "青梧县人民医院/关于2026年国庆节放假安排的通知",
    "青梧县人民医院党委会议/议事规则和决策制度（试行）",
    "中共青梧县人民医院委员会 青梧县人民医院/关于做好2026年度考核工作的通知",
    "关于在全院开展/“学思想、强党性、重实践、建新功”/主题教育的实施方案",
    "青梧县人民医院贯彻落实/中央八项规定精神学习教育总结报告",
    "关于做好2027年元旦春节期间/有关工作的通知",
    "在纪念中国共产党成立一百零五周年/暨“两优一先”表彰大会上的讲话",
    "关于推荐王建国同志/为全省卫生健康系统先进工作者的报告",
    "青梧县人民医院2026年第三季度/意识形态工作分析研判报告",
    "党建引领促改革，凝心聚力谋发展，/奋力谱写医院高质量发展新篇章",
    "致敬白衣执甲逆行出征的最美巾帼英雄/暨平凡岗位坚守者群像",
    "青梧县第一人民医院2026年/第一批拟发展党员人选公示名单",
    "关于120急救中心党支部开展/第二轮医德医风民主评议活动的情况通报",
]
FILLED = {
    "notice": ["中共青梧县人民医院委员会", "关于核对党员名册和党费的通知"],
    "letter": ["中共青梧县人民医院委员会", "关于商请派教师为夜班党员授课的函"],
    "annual-report": ["青梧县人民医院党委", "关于2026年度党建工作情况的报告"],
    "branch-summary": ["青梧县人民医院急诊重症党支部", "2026年度工作总结"],
}
EMPTY = {
    "annual-report": ["【待补充：医院全称】", "【待补充：党组织类别】", "关于2026年度党建工作情况的报告"],
    "annual-summary": ["【待补充：医院全称】", "2026年度党建工作总结"],
    "half-year": ["【待补充：医院全称】", "2026年上半年党建工作总结"],
    "theme-day-plan": ["【待补充：活动主办单位】", "“【待补充：活动主题】”主题党日方案"],
}


def words_of(node: yaml_source.Node) -> list[str]:
    assert isinstance(node, Mapping)
    return [word for below in node.items.values() if isinstance(below, Scalar) for word in (below.value or "").split()]


WORDS = words_of(yaml_source.read(places.data() / "title_words.yaml"))


def broken(*inlines: Inline, line: float = LINE) -> list[str]:
    text = "".join(inline.text for inline in inlines)
    return [text[start:end] for start, end in pairwise([0, *titles.breaks(inlines, line), len(text)])]


def in_file(data: bytes, style: str = "Title") -> list[str]:
    """The lines of the title in a .docx."""
    (title,) = (each for each in docx.Document(io.BytesIO(data)).paragraphs if each.style.style_id == style)
    return title.text.split("\n")


@pytest.mark.parametrize("title", FITTING)
def test_a_title_that_fits_stays_on_its_line(title: str) -> None:
    assert broken(Text(title)) == [title]


@pytest.mark.parametrize("lines", LONG)
def test_a_long_title_breaks_where_its_sense_does(lines: str) -> None:
    assert broken(Text(lines.replace("/", ""))) == lines.split("/")


@pytest.mark.parametrize("genre", GENRES.values(), ids=GENRES)
def test_titles_of_the_genres(genre: Genre) -> None:
    draft = filled(genre.name)
    title = next(block.text for block in draft.document.blocks if block.kind == "title")
    assert in_file(draft.to_bytes("docx")) == FILLED.get(genre.name, [title])


@pytest.mark.parametrize("genre", EMPTY)
def test_a_gap_in_a_title_is_kept_whole(genre: str) -> None:
    assert in_file(empty(genre).to_bytes("docx")) == EMPTY[genre]


def test_the_hospitals_own_name_stays_whole() -> None:
    draft = workspace(ROOT / "examples" / "maternity-hospital").draft("annual-report", 2026)
    assert in_file(draft.to_bytes("docx")) == ["澄溪县妇幼保健院党总支", "关于2026年度党建工作情况的报告"]


def test_a_fact_longer_than_a_line_is_broken_at_its_words() -> None:
    topic = "新时代公立医院党支部战斗堡垒作用发挥情况的调查与思考"
    assert broken(Fact(topic, ("survey.topic",))) == ["新时代公立医院党支部", "战斗堡垒作用发挥情况的调查与思考"]


@pytest.mark.parametrize(
    "typed",
    ["|\n  {{ hospital.name }}\n  关于某事的报告\n", '"{{ hospital.name }}\\n关于某事的报告"'],
    ids=["block", "quoted"],
)
def test_a_line_break_in_the_words_of_a_title_wins(typed: str, make: Make) -> None:
    draft = make({"own": f"title: {typed}\nsections: [{{id: a, text: 一句。}}]\n"}).draft("own", 2026)
    data = draft.to_bytes("docx")
    assert in_file(data) == ["青梧县人民医院", "关于某事的报告"]
    assert draft.document.blocks[0].text == "青梧县人民医院关于某事的报告"
    for written in ("md", "txt", "html", "json"):
        assert "青梧县人民医院\n" not in draft.to_bytes(written).decode()


def test_what_is_too_long_between_the_breaks_that_were_typed_is_broken_too(make: Make) -> None:
    second = "关于印发《青梧县人民医院2026年党风廉政建设和反腐败工作实施方案》的通知"
    own = f'title: "甲\\n{second}"\nsections: [{{id: a, text: 一句。}}]\n'
    lines = in_file(make({"own": own}).draft("own", 2026).to_bytes("docx"))
    assert lines == ["甲", "关于印发《青梧县人民医院2026年", "党风廉政建设和反腐败工作实施方案》的通知"]


def test_titles_of_attachments_break_too(make: Make) -> None:
    title = "青梧县人民医院急诊重症党支部2026年度工作总结"
    own = f"title: 总结\nsections: [{{id: a, text: 一句。}}]\nattachments: [{{title: {title}, text: 一句。}}]\n"
    data = make({"own": own}).draft("own", 2026).to_bytes("docx")
    assert in_file(data, "AttachmentTitle") == ["青梧县人民医院急诊重症党支部", "2026年度工作总结"]


def test_a_title_on_several_lines_is_read_back_as_it_was_made(base: Base) -> None:
    long = Fact("关于" + "深入" * 12 + "学习的报告", ("survey.topic",))
    words = (Fact("青梧县人民医院", ("hospital.name",)), Text("急诊重症党支部的"), long)
    data = package.write(Document("x", 2026, (Block("title", "title", words),)), base)
    assert len(in_file(data)) == 3
    read = recipe.read(data)
    assert read is not None
    assert [mark.now for mark in read.marks] == [mark.generated for mark in read.marks]
    assert read.marks[0].now == "".join(word.text for word in words)


def test_an_edit_of_a_title_is_read_without_the_breaks(base: Base) -> None:
    from generator import archive

    data = package.write(Document("x", 2026, (Block("title", "title", (Text(LONG[0].replace("/", "")),)),)), base)
    parts = archive.unpack(data)
    parts["word/document.xml"] = parts["word/document.xml"].replace("情况".encode(), "进展".encode())
    read = recipe.read(archive.pack(parts.items()))
    assert read is not None
    assert read.marks[0].now == "青梧县人民医院党委关于2026年度党建工作进展的报告"


NUMBERS = ["2026年度", "2026年3月5日", "第三季度", "96.2%", "《甲乙丙丁》", "（试行）", "“子丑”"]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["2026年度", "612名", "《2026年要点》", "（试行）", "“两优一先”", "，", "96.2%", "第三季度", "的", "和"]
    ),
    st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", max_size=6),
)
INLINES = st.one_of(
    PIECES.map(Text),
    st.builds(Fact, st.text("甲乙丙丁戊己庚辛", max_size=30), st.sampled_from([("hospital.name",), ("survey.topic",)])),
    st.builds(Gap, st.just(("hospital.name",)), st.just("missing"), st.text("甲乙丙", max_size=8)),
    st.text(max_size=10).map(Text),
)
TITLES = st.lists(INLINES, max_size=14).map(tuple)


@given(TITLES, st.floats(1, 40))
def test_breaking_changes_no_character_and_every_line_fits(inlines: tuple[Inline, ...], line: float) -> None:
    text = "".join(inline.text for inline in inlines)
    lines = broken(*inlines, line=line)
    assert "".join(lines) == text
    if len(text) <= 200 and "\n" not in text and held(text) == text:
        assert all(widths.fits(each, line) or len(each) == 1 for each in lines)
        assert all(lines) or not text


@given(st.lists(st.sampled_from([word for word in WORDS if len(word) > 1]), min_size=1, max_size=12))
def test_no_known_word_is_broken(words: list[str]) -> None:
    """Whatever words are read where others meet: a break stands where one of the words ends."""
    text = "".join(words)
    for at in titles.breaks((Text(text),), LINE):
        assert not [word for word in WORDS if len(word) > 6 and _covers(text, word, at)]
    for at in titles.breaks(tuple(Fact(word, (f"hospital.{word}",)) for word in words), LINE):
        assert at in {sum(map(len, words[:count])) for count in range(len(words))}


def _covers(text: str, word: str, at: int) -> bool:
    return any(text.startswith(word, start) for start in range(max(0, at - len(word) + 1), at))


@given(st.lists(st.sampled_from(NUMBERS), max_size=14))
def test_no_number_and_nothing_in_marks_is_broken(pieces: list[str]) -> None:
    words = [word for piece in pieces for word in (piece, "卯辰")]
    text = "".join(words)
    ends = {sum(map(len, words[:count])) for count in range(len(words))}
    for at in titles.breaks((Text(text),), LINE):
        assert at in ends or text[at - 1 : at + 1] == "卯辰"


@pytest.mark.parametrize("first", ["的", "和", "》", "，"])
def test_what_begins_no_line_begins_none(first: str) -> None:
    lines = broken(Text("工作" * 9 + "甲" + first + "报告"))
    assert len(lines) == 2
    assert not lines[1].startswith(first)


def test_a_line_ends_in_no_关于() -> None:
    assert broken(Text("甲" * 18 + "关于" + "乙" * 18)) == ["甲" * 18, "关于" + "乙" * 18]


def test_three_lines_are_a_trapezoid_or_a_diamond_never_an_hourglass() -> None:
    for text in ("工作" * 25, "工作会议" * 12, "甲乙丙丁" * 13):
        first, second, third = map(len, broken(Text(text)))
        assert second >= min(first, third)


def test_words_of_titles_are_listed_once() -> None:
    node = yaml_source.read(places.data() / "title_words.yaml")
    assert isinstance(node, Mapping)
    for below in node.items.values():
        assert isinstance(below, Scalar)
        words = (below.value or "").split()
        assert len(words) == len(set(words))


def test_a_narrow_layout_breaks_earlier(make: Make) -> None:
    files = {"layouts/wide.yaml": "extends: gbt9704\nroles: {title: {size_pt: 36, pitch_pt: 40}}\n"}
    own = "title: 青梧县人民医院2026年度党建工作总结\nlayout: wide\nsections: [{id: a, text: 一句。}]\n"
    assert in_file(make({"own": own}, files).draft("own", 2026).to_bytes("docx")) == [
        "青梧县人民医院",
        "2026年度党建工作总结",
    ]
