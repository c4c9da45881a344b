"""Where layouts are not as the standard wants them."""

from collections.abc import Callable

import pytest

from generator import Workspace, provisions
from generator.layout import as_schema
from generator.provisions import STRENGTHS, Provision
from tests.conftest import Make
from tests.workspaces import told

Deviating = Callable[[str], dict[str, str]]


@pytest.fixture
def deviating(make: Make) -> Deviating:
    """What a layout has in place of what is wanted, by provision, the mirrored margins aside."""

    def found(text: str) -> dict[str, str]:
        made = make(files={"layouts/own.yaml": text}).deviations("own")
        return {each.provision.id: each.here for each in made if each.provision.id != "page.mirror"}

    return found


@pytest.mark.parametrize("name", ["gbt9704", "gbt9704-full"])
def test_the_layouts_of_the_standard_deviate_in_nothing_that_it_says(name: str) -> None:
    assert {each.provision.strength for each in Workspace().deviations(name)} <= {"惯例"}


def test_mirrored_margins_are_what_sets_the_two_apart() -> None:
    ids = [[each.provision.id for each in Workspace().deviations(name)] for name in ("gbt9704", "gbt9704-full")]
    assert ids == [["page.mirror"], []]


@pytest.mark.parametrize("name", ["speech-large", "plain"])
def test_the_other_layouts_say_where_they_deviate_the_strictest_first(name: str) -> None:
    strengths = [each.provision.strength for each in Workspace().deviations(name)]
    assert strengths == sorted(strengths, key=STRENGTHS.index)
    assert {"应当", "一般"} < set(strengths)
    assert len(strengths) > 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("page: {paper_mm: {width: 216}, margins_mm: {right: 32}}", {"page.width": "216 毫米"}),
        ("page: {margins_mm: {left: 28.9, right: 25.1}}", {}),
        ("page: {margins_mm: {left: 30, right: 24}}", {"page.left": "30 毫米"}),
        ("page: {margins_mm: {top: 39, bottom: 33}}", {"page.top": "39 毫米", "page_number.below": "4.96 毫米"}),
        (
            "page: {margins_mm: {top: 25.4, bottom: 25.4}, footer_mm: 16}",
            {"page.top": "25.4 毫米", "type_area.height": "246.2 毫米", "page.lines": "24 行"},
        ),
        ("roles: {body: {pitch_pt: 28}}", {}),
        ("roles: {body: {pitch_pt: 29}}", {"page.lines": "21 行"}),
        ("roles: {body: {char_spacing_pt: 0}}", {"page.chars": "27 字"}),
        ("page: {footer_mm: 17.5}", {"page_number.below": "15.03 毫米"}),
        ("page_number: {odd: center, even: center}", {"page_number.odd": "居中", "page_number.even": "居中"}),
        ("page_number: {indent_chars: 0}", {"page_number.indent": "0 字"}),
        (
            'page_number: {format: "第{n}页", size_pt: 12}',
            {"page_number.size": "小四（12 磅）", "page_number.format": "第1页"},
        ),
        ("roles: {title: {font: 方正小标宋_GBK}, heading2: {font: KaiTi}}", {}),
        ("roles: {title: {font: 宋体, bold: true}}", {"title.font": "宋体"}),
        ("roles: {heading1: {size_pt: 18}}", {"heading1.size": "小二（18 磅）"}),
        ("roles: {signature: {right_chars: 4}}", {"signature.right": "4 字"}),
        ("roles: {salutation: {font: 楷体}, cell: {size_pt: 16}, point_heading: {bold: true}}", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_as_wanted_is_told_and_nothing_else(
    deviating: Deviating, text: str, expected: dict[str, str]
) -> None:
    assert deviating(text) == expected


def test_a_change_of_the_body_is_told_for_every_role_that_follows_it(deviating: Deviating) -> None:
    found = deviating("roles: {body: {font: 宋体}}")
    assert set(found) == {"body.font", "recipient.font", "heading3.font", "heading4.font"}


def test_a_layout_with_mistakes_has_no_deviations(make: Make) -> None:
    workspace = make(files={"layouts/own.yaml": "pgae: {}\n"})
    (problem,) = told(lambda: workspace.deviations("own"))
    assert (problem.code, problem.hint) == ("layout-unknown-key", "是不是“page”？")


@pytest.mark.parametrize(
    "provision", [each for each in provisions.by_id().values() if each.layout], ids=lambda each: each.id
)
def test_a_provision_speaks_of_a_key_that_layouts_have(provision: Provision) -> None:
    below = as_schema()
    for key in (provision.layout or "").split("."):
        below = below["properties"][key]
    assert below
