"""Overlays, through the drafts and errors that users see."""

import pytest

from tests.conftest import Make
from tests.workspaces import BUILT_IN, ids, lines, told

WHOLE = ["a", "a/x", "a/y", "b", "c"]


def overlay(sections: str, base: str = "base") -> dict[str, str]:
    return {"own": f"extends: {base}\nsections:\n{sections}"}


def said(make: Make, outlines: dict[str, str], name: str = "own") -> list[str]:
    workspace = make(outlines)
    return [str(problem) for problem in told(lambda: workspace.draft(name, 2026))]


def test_an_overlay_of_nothing_is_its_base(make: Make) -> None:
    assert ids(make({"own": "extends: base\n"}), "own") == WHOLE


def test_a_known_id_changes_only_the_keys_it_gives(make: Make) -> None:
    workspace = make(overlay("  - id: a\n    points:\n      - {id: y, heading: 变}\n"))
    assert lines(workspace, "own")[:3] == ["一、甲", "一是子。一句。", "二是变。两句。"]


def test_a_removed_part_is_gone_and_numbers_close_up(make: Make) -> None:
    workspace = make(overlay("  - {id: b, remove: true}\n  - id: a\n    points: [{id: x, remove: true}]\n"))
    assert lines(workspace, "own") == ["一、甲", "丑。两句。", "二、丙", "三句。"]


def test_a_new_id_is_added_at_the_end(make: Make) -> None:
    assert ids(make(overlay("  - {id: new, heading: 新, lead: 新。}\n")), "own") == [*WHOLE, "new"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("before: a", ["new", "a", "a/x", "a/y", "b", "c"]),
        ("after: a", ["a", "a/x", "a/y", "new", "b", "c"]),
        ("before: c", ["a", "a/x", "a/y", "b", "new", "c"]),
        ("under: b", ["a", "a/x", "a/y", "b", "b/new", "c"]),
    ],
)
def test_a_new_part_goes_where_it_says(make: Make, place: str, expected: list[str]) -> None:
    assert ids(make(overlay(f"  - {{id: new, heading: 新, lead: 新。, {place}}}\n")), "own") == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("{id: c, before: a}", ["c", "a", "a/x", "a/y", "b"]),
        ("{id: a, after: c}", ["b", "c", "a", "a/x", "a/y"]),
        ("{id: a, under: c}", ["b", "c", "c/a", "c/a/x", "c/a/y"]),
    ],
)
def test_a_known_part_moves_with_all_that_is_in_it(make: Make, place: str, expected: list[str]) -> None:
    assert ids(make(overlay(f"  - {place}\n")), "own") == expected


def test_moves_happen_in_file_order_for_new_and_known_ids_alike(make: Make) -> None:
    moves = "  - {id: n, heading: 新, lead: 新。, before: b}\n  - {id: c, before: n}\n  - {id: a, after: b}\n"
    assert ids(make(overlay(moves)), "own") == ["c", "n", "b", "a", "a/x", "a/y"]


def test_a_move_may_go_to_a_part_that_comes_later_in_the_same_file(make: Make) -> None:
    moves = "  - {id: a, under: n}\n  - {id: n, heading: 新, before: b}\n"
    assert ids(make(overlay(moves)), "own") == ["n", "n/a", "n/a/x", "n/a/y", "b", "c"]


def test_points_move_among_points_and_keep_their_identity(make: Make) -> None:
    workspace = make(overlay("  - id: a\n    points: [{id: y, before: x}]\n"))
    assert ids(workspace, "own")[:3] == ["a", "a/y", "a/x"]
    assert lines(workspace, "own")[1:3] == ["一是丑。两句。", "二是子。一句。"]


def test_an_overlay_may_lie_on_an_overlay(make: Make) -> None:
    outlines = {
        "middle": "extends: base\nsections: [{id: n, heading: 新, lead: 新。, before: a}]\n",
        "own": "extends: middle\nsections: [{id: n, heading: 再变}, {id: b, after: n}]\n",
    }
    workspace = make(outlines)
    assert ids(workspace, "own") == ["n", "b", "a", "a/x", "a/y", "c"]
    assert lines(workspace, "own")[0] == "一、再变"


def test_an_overlay_may_change_what_a_lower_one_moved_under_another_part(make: Make) -> None:
    changed = "sections: [{id: work-done, sections: [{id: education, heading: 变}]}]\n"
    workspace = make({"own": f"extends: annual-report\n{changed}"})
    heads = [b for b in workspace.draft("own", 2026).document.blocks if b.id == "work-done/education"]
    assert heads[0].text == "（一）变"


def test_an_own_file_of_a_built_in_name_extends_the_built_in_one(make: Make) -> None:
    workspace = make({"annual-summary": "extends: annual-summary\nsections: [{id: reform, remove: true}]\n"})
    found = ids(workspace, "annual-summary")
    assert "education/theory" in found
    assert "reform" not in found


def test_what_extends_a_built_in_outline_sees_the_hospitals_own_file_of_it(make: Make) -> None:
    workspace = make({"annual-summary": "extends: annual-summary\nsections: [{id: reform, remove: true}]\n"})
    draft = workspace.draft("annual-report", 2026)
    assert not [block for block in draft.document.blocks if "reform" in block.id]
    assert "“work-done/reform”没有内容，连同标题没有写" in [problem.message for problem in draft.problems]


def test_an_own_outline_needs_no_base(make: Make) -> None:
    assert ids(make(), "base") == WHOLE


def test_a_tilde_takes_a_key_out(make: Make) -> None:
    workspace = make(overlay("  - {id: a, heading: ~}\n  - {id: c, lead: ~}\n"))
    assert lines(workspace, "own") == ["一是子。一句。", "二是丑。两句。", "一、乙", "引语。", "二、丙"]


def test_a_tilde_inside_a_mapping_takes_its_key_out(make: Make) -> None:
    outlines = {
        "middle": "extends: base\nlength: {target: 1, max: 2}\n",
        "own": "extends: middle\nlength: {max: ~}\n",
    }
    workspace = make(outlines)
    assert "max" not in workspace.outline_text("own")
    assert workspace.draft("own", 2026).problems == ()


def test_a_tilde_without_a_base_gives_no_value(make: Make) -> None:
    assert make({"own": "extends: base\nlength: {target: 9, max: ~}\n"}).draft("own", 2026).problems == ()


def test_other_lists_are_replaced_whole(make: Make) -> None:
    outlines = {
        "middle": "extends: base\nnumbering: [一、, （一）]\n",
        "own": "extends: middle\nnumbering: [（一）]\n",
    }
    workspace = make(outlines)
    assert lines(workspace, "own")[0] == "（一）甲"


def test_words_replace_a_template_and_a_template_words(make: Make) -> None:
    changes = "  - {id: b, lead: 直接写。}\n  - {id: c, lead: {template: b/lead}}\n"
    assert lines(make(overlay(changes)), "own")[-3:] == ["直接写。", "三、丙", "引语。"]


@pytest.mark.parametrize(
    ("change", "line", "what", "remedy"),
    [
        ("{id: a, before: d}", 3, "before 所指的“d”不存在", "同级的有 a、b、c"),
        ("{id: a, after: z9}", 3, "after 所指的“z9”不存在", "同级的有 a、b、c"),
        ("{id: n, heading: 新, under: zz}", 3, "under 所指的“zz”不存在", "同级的有 a、b、c"),
        ("{id: zz, remove: true}", 3, "要删去的“zz”不存在", "同级的有 a、b、c"),
        ("{id: a, before: a}", 3, "before 所指的就是“a”自己", "before 后面写另一项的 id"),
        ("{id: a, under: a}", 3, "under 所指的就是“a”自己", "under 后面写另一项的 id"),
        ("{id: a, remove: true, heading: 变}", 3, "删去的一项不能再写别的键", "remove 只和 id 一起写"),
        ("{id: a, remove: true, before: b}", 3, "删去的一项不能再写别的键", "remove 只和 id 一起写"),
        ("{id: a, before: b, after: c}", 3, "一项只能有一个去处", "before、after、under 只写一个"),
        ("{id: a, remove: false}", 3, "“remove”的写法不对", "要保留就删去这一行"),
    ],
)
def test_a_change_that_cannot_be_made_is_told(make: Make, change: str, line: int, what: str, remedy: str) -> None:
    (problem,) = said(make, overlay(f"  - {change}\n"))
    assert problem.startswith(f"我院/outlines/own.yaml:{line}: {what}")
    assert remedy in problem


def test_a_misspelt_target_gets_a_suggestion(make: Make) -> None:
    outlines = {"own": "extends: annual-summary\nsections: [{id: reform, before: educaton}]\n"}
    assert "是不是“education”？" in said(make, outlines)[0]


def test_a_removed_target_is_told_as_removed(make: Make) -> None:
    (problem,) = said(make, overlay("  - {id: b, remove: true}\n  - {id: a, after: b}\n"))
    assert problem.startswith("我院/outlines/own.yaml:4: after 所指的“b”已被这份提纲删去")


def test_a_target_that_moved_below_another_is_told_as_moved(make: Make) -> None:
    (problem,) = said(make, overlay("  - {id: b, under: c}\n  - {id: a, after: b}\n"))
    assert "after 所指的“b”已移到“c”下面" in problem


def test_a_move_below_a_part_that_has_the_id_already_is_told(make: Make) -> None:
    base = "title: t\nsections: [{id: a, heading: 一, sections: [{id: b, lead: 甲}]}, {id: b, lead: 乙}]\n"
    (problem,) = said(make, {"two": base, "own": "extends: two\nsections: [{id: b, under: a}]\n"})
    assert "“a”下已有“b”" in problem


def test_all_mistakes_of_an_overlay_are_told_at_once(make: Make) -> None:
    changes = "  - {id: a, before: q1}\n  - {id: q2, remove: true}\n  - {id: c, heading: [x]}\n  - {id: b, hading: x}\n"
    assert [problem.partition(":")[2].partition(":")[0] for problem in said(make, overlay(changes))] == [
        "5",
        "6",
        "4",
        "3",
    ]


def test_a_ring_is_told_once_with_its_way(make: Make) -> None:
    (problem,) = said(make, {"own": "extends: other\n", "other": "extends: own\n"})
    assert problem.startswith("我院/outlines/other.yaml:1: 提纲绕回了自己：own → other → own")


def test_an_own_outline_that_extends_itself_is_a_ring(make: Make) -> None:
    (problem,) = said(make, {"own": "extends: own\n"})
    assert problem.startswith("我院/outlines/own.yaml:1: 提纲绕回了自己：own → own")


def test_an_unknown_base_is_told_alone(make: Make) -> None:
    (problem,) = said(make, overlay("  - {id: a, before: nowhere}\n", base="bse"))
    assert problem == "我院/outlines/own.yaml:1: 没有提纲“bse”（是不是“base”？）"


def test_the_dictionary_is_no_outline(make: Make) -> None:
    workspace = make(files={"outlines/facts.yaml": ""})
    assert [row.name for row in workspace.outlines()] == [*BUILT_IN, "base"]
    assert told(lambda: workspace.draft("facts", 2026))[0].code == "outline-missing"


def test_a_new_part_without_content_and_almost_the_id_of_another_is_a_likely_slip(make: Make) -> None:
    workspace = make({"own": "extends: base\nsections: [{id: aa, heading: 新}, {id: zzz, heading: 空}]\n"})
    (problem,) = workspace.draft("own", 2026).problems
    assert (problem.severity, problem.code, problem.hint) == ("warning", "outline-new-empty", "是不是“a”？")


def test_parts_may_not_be_moved_deeper_and_deeper(make: Make) -> None:
    parts = "".join(f"  - {{id: a{n}, text: 一。}}\n" for n in range(999))
    moves = "".join(f"  - {{id: a{n}, under: a{n + 1}}}\n" for n in range(998))
    workspace = make({"long": f"title: 题\nsections:\n{parts}", "own": f"extends: long\nsections:\n{moves}"})
    (first, *_) = told(lambda: workspace.draft("own", 2026))
    assert str(first) == "我院/outlines/own.yaml:22: “a19”移到“a20”下面，超过20层（少移几层）"


def test_new_parts_that_are_called_alike_are_no_slips(make: Make) -> None:
    workspace = make({"own": "title: 题\nsections: [{id: part1, heading: 甲}, {id: part2, heading: 乙}]\n"})
    assert workspace.draft("own", 2026).problems == ()
