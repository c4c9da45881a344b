"""writers.html: one page that says what the document says, whatever its facts hold."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from generator import Workspace
from generator.document import Block, Cell, Document, Fact, Gap, Text
from generator.facts.dictionary import Ask
from generator.writers import html
from tests.conftest import Make
from tests.workspaces import EXAMPLE

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The elements of a page, and the text of `main`, one entry a paragraph, heading or cell."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[str] = []
        self.all_text = ""
        self.depth = 99
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if "main" in self.open and "id" in dict(attrs):
            self.blocks.append("")
            self.depth = len(self.open)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.all_text += data
        if "main" in self.open and (data.strip() or len(self.open) > self.depth):
            self.blocks[-1] += data

    def of(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        found = [attributes for name, attributes in self.elements if name == tag]
        return [each for each in found if all(each.get(name) == value for name, value in wanted.items())]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


SESSIONS = Gap(("activity.sessions",), "missing", "学习次数")
RATE = Gap(("activity.rate",), "to_confirm", "参学率 88.4")


def document() -> Document:
    blocks = (
        Block("title", "title", (Fact("县医院", ("hospital.name",)), Text("2026年度总结"))),
        Block("recipient", "recipient", (Text("县局党委："),)),
        Block("education", "heading", level=1, number="一、", heading=(Text("加强学习"),)),
        Block("education/a", "heading", level=2, number="（一）", heading=(Text("学深学透"),)),
        Block(
            "education/a/theory",
            "point",
            (Text("学习"), SESSIONS, Text("次，参学率"), RATE, Text("%。")),
            level=2,
            number="一是",
            heading=(Text("强化理论武装"),),
        ),
        Block("tasks.1.1", "cell", (Text("序号"),), cell=Cell("tasks", 0, 0)),
        Block("tasks.1.2", "cell", (Text("任务"),), cell=Cell("tasks", 0, 1)),
        Block("tasks.2.1", "cell", (Text("1"),), cell=Cell("tasks", 1, 0)),
        Block("tasks.2.2", "cell", (Fact("<b>装电梯", ("plan.1.task",)), SESSIONS), cell=Cell("tasks", 1, 1)),
        Block("tasks.2.2.2", "cell", (Text("年底前"),), cell=Cell("tasks", 1, 1)),
        Block("signature", "signature", (Text("县医院党委"),)),
        Block("date", "date", (Fact("2026年12月31日", ("day",), "date", ("facts/2026.yaml:3",)),)),
    )
    gaps = (
        Ask("activity.sessions", "学习次数", unit="次", owner="党办", last_year="12", places=("education/a/theory",)),
        Ask(
            "activity.rate",
            "参学率",
            "to_confirm",
            value="88.4",
            definition="实到<应到",
            places=("education/a/theory",),
        ),
        Ask("activity.days", "活动天数"),
    )
    facts = (Ask("day", "成文日期", "known", value="2026-12-31"), *gaps)
    return Document("annual-summary", 2026, blocks, gaps, facts=facts)


def test_every_block_is_an_element_of_its_kind() -> None:
    page = Page(html.write(document()))
    named = [
        (tag, attributes["id"], attributes.get("class")) for tag, attributes in page.elements if "id" in attributes
    ]
    assert named == [
        ("h1", "title", None),
        ("p", "recipient", "recipient"),
        ("h2", "education", None),
        ("h3", "education/a", None),
        ("p", "education/a/theory", "point"),
        *(("p", f"tasks.{cell}", "cell") for cell in ("1.1", "1.2", "2.1", "2.2", "2.2.2")),
        ("p", "signature", "signature"),
        ("p", "date", "signed-date"),
    ]
    assert "<b>一是强化理论武装。</b>学习" in html.write(document()).decode()


def test_a_table_has_a_header_and_a_cell_may_have_several_paragraphs() -> None:
    data = html.write(document()).decode()
    assert '<thead><tr><th><p id="tasks.1.1" class="cell">序号</p></th>' in data
    assert re.search('<td><p id="tasks.2.2" class="cell">.*</p><p id="tasks.2.2.2" class="cell">年底前</p></td>', data)


def test_a_fact_tells_what_it_is_how_it_was_made_and_where_it_came_from() -> None:
    facts = Page(html.write(document())).of("span", **{"class": "fact"})
    assert [fact["title"] for fact in facts] == [
        "hospital.name；照填",
        "plan.1.task；照填",
        "成文日期（day）；改写成年月日；来源：facts/2026.yaml:3",
    ]


def test_a_gap_tells_what_is_asked() -> None:
    marks = Page(html.write(document())).of("mark")
    assert [(mark["class"], mark["title"]) for mark in marks][:2] == [
        ("gap missing", "请补充：学习次数；单位：次；负责科室：党办；上年：12"),
        ("gap to_confirm", "请核实：参学率；说明：实到<应到"),
    ]


def test_the_table_of_gaps_links_to_their_first_places() -> None:
    data = html.write(document()).decode()
    page = Page(data.encode())
    assert [link["href"] for link in page.of("a")] == ["#education/a/theory"] * 2
    assert "<td>活动天数</td><td></td>" in data
    assert "<td>次</td><td>党办</td><td>12</td><td></td>" in data


def test_it_is_one_page_without_script_or_anything_from_outside() -> None:
    page = Page(html.write(Workspace().draft("annual-summary", 2026).document))
    assert page.of("html", lang="zh-CN")
    assert len(page.of("style")) == 1
    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"} == set()
    assert [name for _, attributes in page.elements for name in attributes if name in ("src", "style")] == []
    assert not re.search(r"url\(|@import|https?:", html.write(document()).decode())


def test_the_example_says_what_its_document_says() -> None:
    for folder in (EXAMPLE, None):
        draft = Workspace(folder).draft("annual-summary", 2026)
        data = draft.to_bytes("html")
        assert data == draft.to_bytes("html")
        page = Page(data)
        assert page.blocks == texts(draft.document)
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert ids == [block.id for block in draft.document.blocks]
        assert len(set(ids)) == len(ids)
        assert all((link["href"] or "")[1:] in ids for link in page.of("a"))
        assert [mark["title"] for mark in page.of("mark") if not mark["title"]] == []


def test_titles_name_facts_by_their_labels(make: Make) -> None:
    words = "{{ facts.activity.theme_days }}场，{{ facts.activity.theme_days | growth }}。"
    outline = f"title: 总结\nsections: [{{id: a, text: '{words}'}}]"
    draft = make({"own": outline}).draft("own", 2026, facts={"activity.theme_days": {"value": 12, "last_year": 10}})
    titles = [fact["title"] or "" for fact in Page(draft.to_bytes("html")).of("span")]
    assert titles[0] == "主题党日场数（activity.theme_days）；照填；来源：facts="
    assert titles[1].startswith(
        "主题党日场数（activity.theme_days）、上年主题党日场数（activity.theme_days.last_year）；按上年"
    )


HOSTILE = st.text(st.sampled_from("甲<>&\"'`= \n\t\r\x00\x07\x1b\x85\ud800\ufffe\u202e]]>;#/!-x"), max_size=12)
INLINES = st.lists(
    st.one_of(
        st.builds(Text, HOSTILE),
        st.builds(Fact, HOSTILE, st.tuples(HOSTILE), HOSTILE, st.tuples(HOSTILE)),
        st.builds(Gap, st.tuples(HOSTILE), st.sampled_from(["missing", "to_confirm"]), HOSTILE),
    ),
    max_size=4,
).map(tuple)
KINDS = st.sampled_from(["title", "heading", "body", "point", "date", "signature", "salutation"])


@given(
    st.lists(st.builds(Block, HOSTILE, KINDS, INLINES, st.integers(0, 9), number=HOSTILE, heading=INLINES), max_size=4)
)
def test_whatever_a_document_holds_the_page_says_the_same(blocks: list[Block]) -> None:
    made = Document("x", 2026, tuple(blocks), (Ask("<k>", "<标>", definition="</table><script>", places=("'\"",)),))
    data = html.write(made)
    assert data == html.write(made)
    page = Page(data)
    legal = (re.sub("\r\n|\r|\x85", "\n", text) for text in texts(made))
    assert page.blocks == [re.sub("[\x00\x07\x1b\ud800\ufffe]", "\ufffd", text) for text in legal]
    assert page.of("script") == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page.all_text)
