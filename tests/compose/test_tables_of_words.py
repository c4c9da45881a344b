"""Tables of words: a part's `table` makes a row for each record of a table fact."""

import pytest

from generator.document import Block, Gap
from generator.draft import Draft
from tests.conftest import Make, Nigao
from tests.workspaces import told

FACTS = """
tasks:
  label: 任务
  type: table
  at_least: 2
  fields: {task: {label: 事项, type: text}, owner: {label: 科室, type: text}, due: {label: 时限, type: text}}
"""
OWN = """
title: t
sections:
  - id: list
    heading: 任务分解
    table:
      of: tasks
      columns:
        - {heading: 序号, text: "{{ loop.index }}"}
        - {heading: 任务, text: "{{ item.task }}"}
        - {heading: 责任科室, text: "{{ item.owner }}"}
  - {id: end, heading: 其他, lead: 一句。}
"""
TWO = "tasks: [{task: 轮训, owner: 党办, due: 3月}, {task: 义诊, owner: 医务科, due: 5月}]\n"


def drafted(make: Make, facts: str = TWO, own: str = OWN) -> Draft:
    return make({"own": own}, {"outlines/facts.yaml": FACTS, "facts/2026.yaml": facts}).draft("own", 2026)


def cells(draft: Draft) -> list[Block]:
    return [block for block in draft.document.blocks if block.cell]


def rows(draft: Draft) -> list[list[str]]:
    """The texts of the cells, row by row."""
    found: dict[int, list[str]] = {}
    for block in cells(draft):
        assert block.cell
        found.setdefault(block.cell.row, []).append(block.text)
    return list(found.values())


def test_a_table_has_a_header_and_a_row_for_each_record(make: Make) -> None:
    draft = drafted(make)
    assert rows(draft) == [["序号", "任务", "责任科室"], ["1", "轮训", "党办"], ["2", "义诊", "医务科"]]
    assert [block.text for block in draft.document.blocks if not block.cell] == [
        "t",
        "一、任务分解",
        "二、其他",
        "一句。",
    ]


def test_a_cell_is_known_by_its_part_its_row_and_its_column(make: Make) -> None:
    found = cells(drafted(make))
    assert [block.id for block in found[:4]] == [
        "list.table/0.1",
        "list.table/0.2",
        "list.table/0.3",
        "list.table/1.1",
    ]
    assert {(block.kind, block.level, block.cell.table) for block in found if block.cell} == {("cell", 1, "list")}


def test_a_missing_table_has_rows_of_gaps(make: Make) -> None:
    draft = drafted(make, "")
    assert rows(draft)[1:] == [
        ["1", "【待补充：第1个任务：事项】", "【待补充：第1个任务：科室】"],
        ["2", "【待补充：第2个任务：事项】", "【待补充：第2个任务：科室】"],
    ]
    asked = [ask.key for ask in draft.gaps]
    assert asked == ["tasks.1.task", "tasks.1.owner", "tasks.2.task", "tasks.2.owner"]
    assert draft.gaps[0].places == ("list.table/1.2",)
    assert sum(isinstance(inline, Gap) for block in cells(draft) for inline in block.inlines) == 4


@pytest.mark.parametrize("facts", ["tasks: {state: 不适用}\n", "tasks: []\n"])
def test_a_table_without_records_is_not_written(make: Make, facts: str) -> None:
    draft = drafted(make, facts)
    assert [block.text for block in draft.document.blocks] == ["t", "一、其他", "一句。"]
    said = [problem.message for problem in draft.problems]
    assert "“list”没有内容，连同标题没有写" in said
    assert ("“list”的表格没有写，因为“任务”不适用" in said) == ("不适用" in facts)


def test_a_cell_that_does_not_apply_is_empty(make: Make) -> None:
    draft = drafted(make, "tasks: [{task: 轮训, owner: {state: 不适用}}, {task: 义诊, owner: 医务科}]\n")
    assert rows(draft)[1:] == [["1", "轮训", ""], ["2", "义诊", "医务科"]]
    (problem,) = draft.problems
    assert problem.severity == "advice"
    assert problem.message == "表格里有一格没有写全，因为“第1个任务：科室”不适用"


def test_a_column_may_be_left_for_filling_in_by_hand(make: Make) -> None:
    draft = drafted(make, own=OWN.replace('"{{ item.owner }}"', '""'))
    assert rows(draft)[1] == ["1", "轮训", ""]
    assert draft.problems == ()


def test_each_paragraph_of_a_cell_is_a_block_of_it(make: Make) -> None:
    draft = drafted(make, own=OWN.replace('"{{ item.task }}"', '"{{ item.task }}\\n{{ item.due }}前"'))
    inside = [block for block in cells(draft) if block.cell and (block.cell.row, block.cell.column) == (1, 2)]
    assert [(block.id, block.text) for block in inside] == [("list.table/1.2", "轮训"), ("list.table/1.2.2", "3月前")]


def test_words_of_a_table_may_stand_in_files(make: Make) -> None:
    own = OWN.replace('"{{ item.task }}"', "{template: cells/task}").replace(
        "heading: 任务,", "heading: {template: h},"
    )
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": TWO}
    files |= {"templates/own/cells/task.j2": "做好{{ item.task }}", "templates/own/h.j2": "{{ year }}年任务"}
    draft = make({"own": own}, files).draft("own", 2026)
    assert [row[1] for row in rows(draft)] == ["2026年任务", "做好轮训", "做好义诊"]


def test_the_table_stands_below_the_words_of_its_part(make: Make) -> None:
    own = OWN.replace("    table:", "    lead: 如下。\n    points: [{id: p, heading: 要点, text: 补充。}]\n    table:")
    assert [block.text for block in drafted(make, own=own).document.blocks if not block.cell][1:4] == [
        "一、任务分解",
        "如下。",
        "要点。补充。",
    ]
    kinds = [block.kind for block in drafted(make, own=own).document.blocks]
    assert kinds[:4] == ["title", "heading", "body", "cell"]
    assert kinds[-3:] == ["point", "heading", "body"]


def test_a_point_may_have_a_table(make: Make) -> None:
    table = "table: {of: tasks, columns: [{heading: 任务, text: '{{ item.task }}'}]}"
    own = f"title: t\nsections: [{{id: a, heading: 甲, points: [{{id: p, heading: 子, {table}}}]}}]\n"
    draft = drafted(make, own=own)
    assert [block.id for block in draft.document.blocks][1:5] == ["a", "a/p", "a/p.table/0.1", "a/p.table/1.1"]


def test_a_repeated_part_has_a_table_each_time(make: Make) -> None:
    table = "table: {of: tasks, columns: [{heading: '{{ item.task }}', text: '{{ item.owner }}'}]}"
    own = f"title: t\nsections: [{{id: a, heading: '{{{{ item.task }}}}一节', repeat: tasks, {table}}}]\n"
    found = cells(drafted(make, own=own))
    assert [block.id for block in found if block.text in ("轮训", "义诊")] == ["a.1.table/0.1", "a.2.table/0.1"]


def test_a_heading_that_does_not_apply_is_an_error(make: Make) -> None:
    own = OWN.replace("heading: 责任科室", "heading: '{{ facts.tasks | length }}'")
    assert rows(drafted(make, own=own))[0][2] == "2"
    own = OWN.replace("heading: 责任科室", "heading: '{{ facts.activity.theme_days }}'")
    (problem,) = told(lambda: drafted(make, f"{TWO}activity.theme_days: {{state: 不适用}}\n", own))
    assert (problem.code, str(problem.origin)) == ("fact-not-applicable", "我院/outlines/own.yaml:11")


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ("of: tasks", "of: task", 7, "fact-unknown", "table 里的“task”不是表格类的事实（是不是“tasks”？）"),
        ("item.owner", "item.ower", 11, "template-unknown-name", "没有字段“ower”"),
        ("heading: 责任科室", "heading: '{{ item.owner }}'", 11, "template-unknown-name", "item"),
        ("of: tasks", "off: tasks", 7, "outline-unknown-key", "是不是“of”？"),
        ("heading: 责任科室,", "headin: 责任科室,", 11, "outline-unknown-key", "是不是“heading”？"),
        ("of: tasks\n", "\n", 8, "outline-incomplete", "table 没有 of"),
        ("of: tasks", "of: [tasks]", 7, "outline-type", "表格类事实的键"),
        ("heading: 责任科室, ", "", 11, "outline-incomplete", "这一列没有 heading"),
        ("责任科室, text: \"{{ item.owner }}\"", "责任科室", 11, "outline-incomplete", "这一列没有 text"),
        ("heading: 责任科室", "heading: [责任科室]", 11, "outline-type", "“heading”的写法不对"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table_is_told_with_its_place(
    make: Make, old: str, new: str, line: int, code: str, words: str
) -> None:
    assert OWN.count(old) == 1
    (problem, *more) = told(lambda: drafted(make, own=OWN.replace(old, new)))
    assert more == []
    assert (str(problem.origin), problem.code) == (f"我院/outlines/own.yaml:{line}", code)
    assert words in str(problem)


@pytest.mark.parametrize("table", ["tasks", "[tasks]", "{of: tasks, columns: []}", "{of: tasks, columns: [序号]}"])
def test_a_table_of_another_shape_is_told_with_the_right_one(make: Make, table: str) -> None:
    own = f"title: t\nsections:\n  - id: a\n    heading: 甲\n    table: {table}\n"
    (problem,) = told(lambda: drafted(make, own=own))
    assert (str(problem.origin), problem.code) == ("我院/outlines/own.yaml:5", "outline-type")
    assert "{heading: 列名, text: 单元格的文字}" in str(problem)


def test_an_overlay_changes_the_columns_or_the_fact_of_a_table_or_takes_it_out(make: Make) -> None:
    def changed(table: str) -> Draft:
        over = f"extends: own\nsections: [{{id: list, table: {table}}}]\n"
        files = {"outlines/facts.yaml": FACTS + FACTS.replace("tasks", "jobs").replace("任务", "工作")}
        return make({"own": OWN, "over": over}, {**files, "facts/2026.yaml": TWO}).draft("over", 2026)

    assert rows(changed("{columns: [{heading: 时限, text: '{{ item.due }}'}]}")) == [["时限"], ["3月"], ["5月"]]
    assert rows(changed("{of: jobs}"))[1][1] == "【待补充：第1个工作：事项】"
    assert cells(changed("~")) == []
    assert "table 没有 columns" in str(told(lambda: changed("{columns: ~}"))[0])


def test_a_new_part_with_a_table_is_no_slip(make: Make) -> None:
    table = "{of: tasks, columns: [{heading: 任务, text: '{{ item.task }}'}]}"
    over = f"extends: own\nsections: [{{id: lists, table: {table}}}]\n"
    files = {"outlines/facts.yaml": FACTS, "facts/2026.yaml": TWO}
    assert make({"own": OWN, "over": over}, files).draft("over", 2026).problems == ()


def test_a_table_is_dumped_as_it_is_read(make: Make) -> None:
    workspace = make({"own": OWN}, {"outlines/facts.yaml": FACTS})
    dumped = workspace.outline_text("own")
    assert "    table:\n      of: tasks\n      columns:\n        - heading: 序号\n" in dumped
    assert make({"own": dumped}).outline_text("own") == dumped


def test_a_table_of_too_many_cells_is_refused(nigao: Nigao, make: Make) -> None:
    columns = ", ".join(["{heading: 列, text: ''}"] * 20)
    own = f"title: t\nsections: [{{id: a, heading: 甲, table: {{of: tasks, columns: [{columns}]}}}}]\n"
    records = "".join(f"  - {{task: {number}}}\n" for number in range(9_999))
    make({"own": own}, {"outlines/facts.yaml": FACTS, "facts/2026.yaml": f"tasks:\n{records}"})
    done = nigao("draft", "own", "-w", "我院")
    assert done.code == 1
    assert "循环和调用超过200000步" in done.err
