"""What a hospital had before an upgrade brought something of the same name stays as it was."""

import pytest

from generator import Stop
from tests.conftest import Make, Nigao
from tests.workspaces import SMALL, put

CASES = "cases: {label: 本院例数, type: integer}\n"
MEETING = "meeting: {label: 会议, type: text}\n"


@pytest.mark.parametrize("own", [CASES, MEETING])
def test_an_own_key_that_is_a_shipped_group_hides_no_mistake(make: Make, own: str) -> None:
    workspace = make(files={"outlines/facts.yaml": own, "facts/2026.yaml": "activity.theme_dayz: 12\n"})
    with pytest.raises(Stop) as stopped:
        workspace.draft("brief", 2026)
    assert [problem.code for problem in stopped.value.problems] == ["fact-unknown"]


@pytest.mark.parametrize(
    ("own", "outline"),
    [(CASES, "experience-report"), (CASES, "feature"), (MEETING, "speech"), (MEETING, "host-script")],
)
def test_an_outline_that_needs_what_gave_way_says_why(nigao: Nigao, folder, own: str, outline: str) -> None:
    put(folder / "我院", {**SMALL, "outlines/facts.yaml": own})
    done = nigao("draft", outline, "-w", "我院", "--year", "2026", "-o", "稿.txt")
    assert done.code == 1
    assert "同本院的“" in done.err
    assert not (folder / "稿.txt").exists()


def test_others_are_drafted_without_a_word_about_it(make: Make) -> None:
    assert make(files={"outlines/facts.yaml": CASES}).draft("annual-summary", 2026).problems == ()


@pytest.mark.parametrize("place", ["templates/opening.j2", "templates/common/opening.j2"])
def test_words_of_an_own_outline_are_not_taken_from_a_new_built_in_one_of_its_name(make: Make, place: str) -> None:
    own = "title: 讲话\nopening: {template: opening}\nsections: [{id: a, heading: 一, text: 一句。}]\n"
    workspace = make({"speech": own}, {place: "本院自己的开头。"})
    assert workspace.draft("speech", 2026).document.blocks[1].text == "本院自己的开头。"


def test_an_own_outline_on_another_base_keeps_the_words_of_its_base(make: Make) -> None:
    extending = "extends: annual-summary\n"
    workspace = make({"work-plan": extending, "mine": extending})
    texts = [workspace.draft(name, 2026).to_bytes("txt") for name in ("work-plan", "mine")]
    assert texts[0] == texts[1]


def test_templates_that_moved_are_still_where_they_were(make: Make) -> None:
    words = "{% include 'annual-summary/shortcomings/lead.j2' %}"
    workspace = make({"own": f'title: t\nsections: [{{id: a, heading: 一, text: "{words}"}}]\n'})
    assert "需要在明年解决的问题" in workspace.draft("own", 2026).to_bytes("txt").decode()


def test_a_term_that_a_hospital_announced_itself_stays_where_it_was_given(make: Make) -> None:
    workspace = make(
        files={
            "outlines/facts.yaml": "hospital.unit_short: {label: 下级党组织简称, type: text}\n",
            "hospital.yaml": "name: 某院\nunit_short: 分会\n",
        }
    )
    own = "title: '{{ hospital.unit_short }}'\nsections: [{id: a, heading: 一, text: 一句。}]\n"
    put(workspace.folder, {"outlines/own.yaml": own})
    assert workspace.draft("own", 2026).document.blocks[0].text == "分会"


def test_a_template_outside_the_folder_stops_only_what_uses_it(make: Make, folder) -> None:
    workspace = make()
    put(folder, {"别处.j2": "一句。"})
    link = folder / "我院" / "templates" / "speech" / "opening.j2"
    link.parent.mkdir(parents=True)
    link.symlink_to(folder / "别处.j2")
    first = workspace.draft("annual-summary", 2026).to_bytes("txt")
    with pytest.raises(Stop):
        workspace.draft("speech", 2026)
    assert workspace.draft("annual-summary", 2026).to_bytes("txt") == first


def test_a_shipped_term_still_stands_under_terms_alone(make: Make) -> None:
    with pytest.raises(Stop) as stopped:
        make(files={"hospital.yaml": "name: 某院\nunit_short: 分会\n"}).draft("base", 2026)
    assert [problem.code for problem in stopped.value.problems] == ["hospital-unknown-key"]
