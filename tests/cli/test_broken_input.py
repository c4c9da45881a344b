"""What a clerk gets wrong, each kind alone and many at once: told with place and remedy, and nothing written."""

from pathlib import Path

import pytest

from tests.conftest import Nigao
from tests.workspaces import SMALL, Done, put

OWN = "outlines/own.yaml"
PART = "title: 题\nsections:\n  - id: a\n    heading: 甲\n"


def drafted(nigao: Nigao, folder: Path, files: dict[str, str | bytes], *more: str) -> Done:
    """What `draft own` does with a small hospital and `files`; nothing may be written and no trace shown."""
    put(folder / "我院", {**SMALL, "outlines/own.yaml": PART + "    text: 一句。\n", **files})
    before = sorted(folder.rglob("*"))
    done = nigao("draft", "own", "-w", "我院", "--year", "2026", *more)
    assert sorted(folder.rglob("*")) == before
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert len(done.problems) == len(set(done.problems))
    assert done.err.splitlines()[-1].endswith("没有写出文件。")
    return done


BROKEN = {
    "indentation of a key": (
        OWN, PART + "   text: 一句。\n",
        "我院/outlines/own.yaml:5: 错误：缩进不对。 → 同级的内容左边对齐，用空格缩进",
    ),
    "indentation with a tab": (
        OWN, "title: 题\nsections:\n\t- id: a\n",
        "我院/outlines/own.yaml:3: 错误：行首的空白里有 Tab。 → 行首只用空格，每下一层空两格",
    ),
    "full-width colon": (
        OWN, "title：题\nsections: []\n",
        "我院/outlines/own.yaml:1: 错误：键后面用了中文冒号。 → 改成英文冒号，再空一格，如 title: 标题",
    ),
    "no blank after a colon": (
        OWN, "title: 题\nlayout:gbt9704\nsections: []\n",
        "我院/outlines/own.yaml:2: 错误：冒号后面少了空格。 → 英文冒号后空一格，如 title: 标题",
    ),
    "quotes within quotes": (
        OWN, PART + '    text: "开展"主题党日"活动。"\n',
        "我院/outlines/own.yaml:5: 错误：引号括起来的话后面还有字。 → 把整句放进引号里；句中的引号用中文的“”",
    ),
    "an open quote": (
        OWN, PART + '    text: "一句。\n  - id: b\n    heading: "乙"\n',
        "我院/outlines/own.yaml:5: 错误：引号没有成对。 → 补上这一句末尾的引号；句中的引号用中文的“”",
    ),
    "unknown key of an outline": (
        OWN, PART + "    tekst: 一句。\n",
        "我院/outlines/own.yaml:5: 错误：这一项里没有“tekst”这个键。 → 是不是“text”？",
    ),
    "unknown key of hospital.yaml": (
        "hospital.yaml", "name: 某院\nparty: 党委\n",
        "我院/hospital.yaml:2: 错误：hospital.yaml 里没有“party”这个键。 → 是不是“party_org”？",
    ),
    "unknown fact in an outline": (
        OWN, PART + "    text: 学习{{ facts.activity.centre_group_session }}次。\n",
        "我院/outlines/own.yaml:5: 错误：没有登记的事实“facts.activity.centre_group_session”。"
        " → 是不是“activity.centre_group_sessions”？",
    ),
    "unknown fact in a facts file": (
        "facts/2026.yaml", "activity:\n  theme_dayz: 3\n",
        "我院/facts/2026.yaml:2: 错误：字典里没有事实“activity.theme_dayz”。 → 是不是“activity.theme_days”？",
    ),
    "unknown filter": (
        OWN, PART + "    text: \"{{ year|groth }}\"\n",
        "我院/outlines/own.yaml:5: 错误：没有过滤器“groth”。 → 是不是“growth”？",
    ),
    "Jinja syntax in a line": (
        OWN, PART + "    text: \"{{ year \"\n",
        "我院/outlines/own.yaml:5: 错误：写到一半就断了，缺 }} 或 %}。 → 补上 }} 或 %}",
    ),
    "Jinja syntax in a block": (
        OWN, PART + "    text: |\n      一行。\n      两行。\n      {% if year %}三行。\n      四行{{ year }。\n",
        "我院/outlines/own.yaml:9: 错误：",
    ),
    "Jinja syntax in a folded block": (
        OWN, PART + "    text: >\n      一行{{ year }。\n",
        "我院/outlines/own.yaml:6: 错误：",
    ),
    "equal keys": (
        OWN, "title: 题\nlayout: gbt9704\ntitle: 又一个\nsections: []\n",
        "我院/outlines/own.yaml:3: 错误：“title”写了两次。 → 第1行已有，留下一个",
    ),
    "equal ids": (
        OWN, PART + "  - {id: a, heading: 乙}\n",
        "我院/outlines/own.yaml:5: 错误：id“a”写了两次。 → 第3行已有，换一个 id",
    ),
    "wrong type in an outline": (
        OWN, "title: [题]\nsections: [{id: a, heading: 甲}]\n",
        "我院/outlines/own.yaml:1: 错误：“title”的写法不对。 → 这里要写文字，或 {template: 模板路径}",
    ),
    "wrong type of sections": (
        OWN, "title: 题\nsections: 甲\n",
        "我院/outlines/own.yaml:2: 错误：“sections”的写法不对。 → 这里要写列表，每项以“- id: 名称”开头",
    ),
    "wrong type of a length": (
        OWN, "length: {max: 三千}\n" + PART,
        "我院/outlines/own.yaml:1: 错误：“max”的写法不对。 → 这里要写一个整数",
    ),
    "wrong type of a fact": (
        "facts/2026.yaml", "activity.theme_days: 很多\n",
        "我院/facts/2026.yaml:1: 错误：",
    ),
    "an id that cannot be one": (
        OWN, "title: 题\nsections: [{id: 甲 乙, heading: 甲}]\n",
        "我院/outlines/own.yaml:2: 错误：“id”的写法不对。 → 这里要写由字母、数字、汉字、- 和 _ 组成的名称",
    ),
    "no id": (
        OWN, "title: 题\nsections: [{heading: 甲}]\n",
        "我院/outlines/own.yaml:2: 错误：这一项没有 id。 → 加上 id，如 id: education",
    ),
    "unknown base": (
        OWN, "extends: annual-sumary\n",
        "我院/outlines/own.yaml:1: 错误：没有提纲“annual-sumary”。 → 是不是“annual-summary”？",
    ),
    "a ring": (
        OWN, "extends: own\n",
        "我院/outlines/own.yaml:1: 错误：提纲绕回了自己：own → own。 → 去掉其中一个 extends",
    ),
    "missing template": (
        OWN, PART + "    text: {template: a/nowhere}\n",
        "我院/outlines/own.yaml:5: 错误：找不到模板“a/nowhere”。 → 检查路径；模板放在 templates/ 里，路径不写 .j2",
    ),
    "a template outside the folder": (
        OWN, PART + "    text: {template: ../hospital}\n",
        "我院/outlines/own.yaml:5: 错误：“template”的写法不对。"
        " → 这里要写templates 里的相对路径，如 education/theory，不含“..”、盘符和 con、nul 这样的名称",
    ),
    "unquoted braces": (
        OWN, "title: {{ hospital.name }}总结\nsections: []\n",
        "我院/outlines/own.yaml:1: 错误：以 {{ 或 {% 开头的内容要加引号。"
        ' → 整句用英文双引号括起来，如 title: "{{ hospital.name }}…"',
    ),
    "unquoted braces alone": (
        OWN, "title: {{ year }}\nsections: []\n",
        "我院/outlines/own.yaml:1: 错误：以 {{ 或 {% 开头的内容要加引号。"
        ' → 整句用英文双引号括起来，如 title: "{{ hospital.name }}…"',
    ),
    "an empty outline": (
        OWN, "",
        "我院/outlines/own.yaml: 错误：提纲是空的。 → 至少写 title 和 sections，或用 extends 写明基于哪个提纲",
    ),
    "an outline of comments": (
        OWN, "# 以后再写\n",
        "我院/outlines/own.yaml: 错误：提纲是空的。 → 至少写 title 和 sections，或用 extends 写明基于哪个提纲",
    ),
    "an outline in GBK": (
        OWN, "title: 总结\n".encode("gbk"),
        "我院/outlines/own.yaml:1: 错误：文件不是 UTF-8 编码。 → 用记事本打开，另存为，编码选 UTF-8",
    ),
    "hospital.yaml as a list": (
        "hospital.yaml", "- name\n",
        "我院/hospital.yaml:1: 错误：hospital.yaml 应当由“键: 值”组成。 → 如 name: 医院全称",
    ),
    "an unknown kind of party organisation": (
        "hospital.yaml", "name: 某院\nparty_org: 党组\n",
        "我院/hospital.yaml:2: 错误：党组织类别不能是“党组”。 → 写 党委、党总支、党支部 中的一个",
    ),
    "an unknown layout": (
        OWN, "layout: gbt9705\n" + PART,
        "我院/outlines/own.yaml:1: 错误：没有版式“gbt9705”。 → 是不是“gbt9704”？",
    ),
    "a layout with an unknown key": (
        "layouts/gbt9704.yaml", "page:\n  margin_mm: {top: 30}\n",
        "我院/layouts/gbt9704.yaml:2: 错误：page 没有“margin_mm”。 → 是不是“margins_mm”？",
    ),
    "a layout whose margins leave no room": (
        "layouts/gbt9704.yaml", "page:\n  margins_mm:\n    left: 200\n",
        "我院/layouts/gbt9704.yaml:3: 错误：页边距比纸还大，没有地方排字。 → 改小页边距",
    ),
    "a layout based on one that is not there": (
        "layouts/gbt9704.yaml", "extends: gbt9705\n",
        "我院/layouts/gbt9704.yaml:1: 错误：没有版式“gbt9705”。 → 是不是“gbt9704”？",
    ),
    "a title is missing": (
        OWN, "sections: [{id: a, heading: 甲}]\n",
        "我院/outlines/own.yaml:1: 错误：提纲“own”没有 title。 → 加上 title，或写 extends",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_mistake_is_told_once_with_place_and_remedy(nigao: Nigao, folder: Path, kind: str) -> None:
    name, text, expected = BROKEN[kind]
    done = drafted(nigao, folder, {name: text})
    (problem,) = done.problems
    assert problem.startswith(expected)
    assert " → " in problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "模板是空的"),
        ("\n  \n", "模板是空的"),
        ("总结".encode("gbk"), "文件不是 UTF-8 编码"),
    ],
)
def test_a_template_without_readable_text_is_told(nigao: Nigao, folder: Path, text: str, message: str) -> None:
    files = {OWN: PART + "    text: {template: a/x}\n", "templates/own/a/x.j2": text}
    (problem,) = drafted(nigao, folder, files).problems
    assert problem.startswith(f"我院/templates/own/a/x.j2: 错误：{message}")


@pytest.mark.parametrize("name", ["facts/2026.yaml", "hospital.yaml", "wording.yaml", "outlines/facts.yaml"])
def test_an_empty_file_of_values_gives_none_and_is_no_error(nigao: Nigao, folder: Path, name: str) -> None:
    put(folder / "我院", {**SMALL, name: ""})
    done = nigao("draft", "base", "-w", "我院", "--year", "2026", "-o", "稿.txt")
    assert (done.code, [line for line in done.err.splitlines() if "错误" in line]) == (0, [])


MANY: dict[str, str | bytes] = {
    "hospital.yaml": "name: 某院\nparty_org: 党委\nnmae: 又\n",
    OWN: (
        "title: 题\nlenght: {max: 5}\nsections:\n"
        "  - {id: a, heading: 甲, text: {template: a/x}}\n"
        "  - {id: b, heading: 乙, txt: 丙, lead: {template: a/nowhere}}\n"
        "  - {id: c, heading: '{{ facts.nowhere.x }}', text: '{{ facts.own.new }}'}\n"
    ),
    "templates/own/a/x.j2": "一行。\n{{ facts.activity.theme_dais }}\n{{ year|nofilter }}\n",
    "facts/2026.yaml": "activity.theme_days: 很多\nnowhere.y: 1\nown.new: 5\n",
    "facts/2026-b.yaml": "activity: {theme_days: 3\n",
    "facts/2025.yaml": "activity.theme_days: 几\n",
    "wording.yaml": "- {id: x, text: 词}\n",
    "outlines/facts.yaml": "own.new: {label: 新, type: integr}\n",
}
PLACES = {
    "我院/hospital.yaml:3",
    "我院/outlines/own.yaml:2",
    "我院/outlines/own.yaml:5",
    "我院/outlines/own.yaml:6",
    "我院/templates/own/a/x.j2:2",
    "我院/templates/own/a/x.j2:3",
    "我院/facts/2026.yaml:1",
    "我院/facts/2026.yaml:2",
    "我院/facts/2026-b.yaml:1",
    "我院/facts/2025.yaml:1",
    "我院/wording.yaml:1",
    "我院/outlines/facts.yaml:1",
    "更多.yaml:2",
    "--set",
}


def test_mistakes_in_all_files_are_told_in_one_run(nigao: Nigao, folder: Path) -> None:
    put(folder, {"更多.yaml": "activity.theme_days: 4\nnowhere.z: 1\n"})
    done = drafted(nigao, folder, MANY, "-f", "更多.yaml", "--set", "nowhere.w=1")
    assert {problem.partition(": ")[0] for problem in done.problems} == PLACES
    assert len(done.problems) == len(PLACES) + 1
    assert all(" → " in problem for problem in done.problems)


def test_places_are_relative_to_the_current_folder(nigao: Nigao, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "我院", {**SMALL, **MANY})
    monkeypatch.chdir(folder / "我院" / "facts")
    done = nigao("draft", "own", "-w", "..")
    assert "2026.yaml:2: " in done.err
    assert "../hospital.yaml:3: " in done.err
    monkeypatch.chdir(folder / "我院")
    assert "\nfacts/2026.yaml:2: " in nigao("draft", "own").err


@pytest.mark.parametrize(
    "text",
    ["own.new: {label: 新, type: integer\n", "own: {new: {label: 新, type: integer}}\n", "- own.new\n"],
)
def test_facts_are_not_called_unknown_where_their_dictionary_is_broken(nigao: Nigao, folder: Path, text: str) -> None:
    files = {
        "outlines/facts.yaml": text,
        OWN: PART + "    text: '{{ facts.own.new }}，{{ facts.own.new|growth }}'\n",
        "facts/2026.yaml": "own.new: 5\n",
        "facts/2026-b.csv": "项目,数值\n新,5\n",
    }
    done = drafted(nigao, folder, files)
    assert done.problems
    assert {problem.partition(":")[0] for problem in done.problems} == {"我院/outlines/facts.yaml"}


def test_a_broken_base_brings_no_complaints_about_what_lies_on_it(nigao: Nigao, folder: Path) -> None:
    files = {
        "outlines/mine.yaml": "title: 题\nsections: {id: a}\n",
        OWN: "extends: mine\nsections: [{id: a, remove: true}, {id: c, heading: 丙, before: b}]\n",
    }
    (problem,) = drafted(nigao, folder, files).problems
    assert problem.startswith("我院/outlines/mine.yaml:2")


def test_a_base_that_cannot_be_read_ends_only_its_own_file(nigao: Nigao, folder: Path) -> None:
    files = {
        "outlines/mine.yaml": "title: 'x\n",
        OWN: "extends: mine\nlenght: 3\nsections: [{id: a, before: b, text: {template: a/x}}]\n",
        "facts/2026.yaml": "nowhere.y: 1\n",
    }
    places = {problem.partition(": ")[0] for problem in drafted(nigao, folder, files).problems}
    assert places == {"我院/outlines/mine.yaml:1", "我院/outlines/own.yaml:2", "我院/facts/2026.yaml:1"}


def test_a_faulty_repeat_brings_no_complaints_about_its_record(nigao: Nigao, folder: Path) -> None:
    files = {OWN: PART + "    repeat: [issues]\n    text: '{{ item.issue }}'\n"}
    (problem,) = drafted(nigao, folder, files).problems
    assert "“repeat”的写法不对" in problem


def test_mistakes_in_several_outlines_are_told_in_one_run(nigao: Nigao, folder: Path) -> None:
    put(folder / "我院", {**SMALL, "outlines/a.yaml": "", "outlines/b.yaml": "x: 1\n", "facts/2026.yaml": "no.no: 1\n"})
    done = nigao("draft", "a", "b", "base", "-w", "我院", "--year", "2026")
    assert done.code == 1
    assert [problem.partition(": ")[0] for problem in done.problems] == [
        "我院/outlines/a.yaml",
        "我院/facts/2026.yaml:1",
        "我院/outlines/b.yaml:1",
    ]
