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


def test_mirrored_margins_are_what_sets_the_two_apart_and_a_letter_is_not_bound() -> None:
    names = ("gbt9704", "gbt9704-full", "gbt9704-letter")
    ids = [[each.provision.id for each in Workspace().deviations(name)] for name in names]
    assert ids == [["page.mirror"], [], []]


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
        (
            "page: {margins_mm: {top: 39, bottom: 33}}",
            {"page.top": "39 毫米", "organ_mark.top": "33 毫米", "page_number.below": "4.96 毫米"},
        ),
        (
            "page: {margins_mm: {top: 39, bottom: 33}, footer_mm: 23.58}\nred_head: {mark_top_mm: 74}",
            {"page.top": "39 毫米"},
        ),
        (
            "page: {margins_mm: {top: 25.4, bottom: 25.4}, footer_mm: 16}",
            {
                "page.top": "25.4 毫米",
                "organ_mark.top": "46.6 毫米",
                "type_area.height": "246.2 毫米",
                "page.lines": "24 行",
            },
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
    body = {"body.font", "recipient.font", "heading3.font", "heading4.font", "attachment_note.font", "note.font"}
    head = {"copy_no.font", "doc_number.font", "signer.label_font", "minutes.names_font"}
    assert set(found) == body | head | {"cc.font", "issuer.font", "print_date.font"}


def _one(path: str, value: str) -> str:
    """A layout with one key, `path` as provisions write it."""
    *above, last = path.split(".")
    return (
        "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(above)) + f"{'  ' * len(above)}{last}: {value}\n"
    )


FORMAL = [
    ("organ_mark.top", "red_head.mark_top_mm", "40", "3 毫米"),
    ("organ_mark.top", "red_head.mark_top_mm", "5", "-32 毫米"),
    ("organ_mark.align", "roles.organ.align", "left", "居左"),
    ("organ_mark.font", "roles.organ.font", "宋体", "宋体"),
    ("organ_mark.colour", "roles.organ.color", "000000", "黑色"),
    ("organ_mark.colour", "roles.organ.color", "auto", "黑色"),
    ("red_rule.below", "red_head.rule_gap_mm", "9", "9 毫米"),
    ("red_rule.width", "red_head.rule_width_mm", "200", "200 毫米"),
    ("copy_no.font", "roles.copy_no.font", "黑体", "黑体"),
    ("copy_no.size", "roles.copy_no.size_pt", "14", "四号（14 磅）"),
    ("copy_no.indent", "roles.copy_no.indent_chars", "2", "2 字"),
    ("secrecy.font", "roles.secrecy.font", "宋体", "宋体"),
    ("secrecy.size", "roles.secrecy.size_pt", "14", "四号（14 磅）"),
    ("secrecy.indent", "roles.secrecy.indent_chars", "2", "2 字"),
    ("urgency.font", "roles.urgency.font", "宋体", "宋体"),
    ("urgency.size", "roles.urgency.size_pt", "14", "四号（14 磅）"),
    ("urgency.indent", "roles.urgency.indent_chars", "2", "2 字"),
    ("doc_number.above", "roles.number.lines_above", "1", "1 行"),
    ("doc_number.align", "roles.number.align", "left", "居左"),
    ("doc_number.font", "roles.number.font", "宋体", "宋体"),
    ("doc_number.size", "roles.number.size_pt", "14", "四号（14 磅）"),
    ("signer.label_font", "roles.signers.font", "黑体", "黑体"),
    ("signer.size", "roles.signers.size_pt", "14", "四号（14 磅）"),
    ("signer.name_font", "roles.signer_name.font", "仿宋", "仿宋"),
    ("signer.name_size", "roles.signer_name.size_pt", "14", "四号（14 磅）"),
    ("text.colour", "roles.body.color", "ff0000", "红色"),
    ("attachment_note.indent", "roles.attachment_note.indent_chars", "0", "0 字"),
    ("attachment_note.font", "roles.attachment_note.font", "宋体", "宋体"),
    ("attachment_note.size", "roles.attachment_note.size_pt", "14", "四号（14 磅）"),
    ("sealed_date.right", "roles.signed_date.sealed_right_chars", "0", "0 字"),
    ("note.indent", "roles.notes.indent_chars", "0", "0 字"),
    ("note.font", "roles.notes.font", "宋体", "宋体"),
    ("note.size", "roles.notes.size_pt", "14", "四号（14 磅）"),
    ("attachment_label.font", "roles.attachment.font", "仿宋", "仿宋"),
    ("attachment_label.size", "roles.attachment.size_pt", "14", "四号（14 磅）"),
    ("attachment_label.indent", "roles.attachment.indent_chars", "2", "2 字"),
    ("attachment_title.align", "roles.attachment_title.align", "left", "居左"),
    ("attachment_title.line", "roles.attachment_title.lines_above", "0", "2 行"),
    ("attachment_title.font", "roles.attachment_title.font", "黑体", "黑体"),
    ("attachment_title.size", "roles.attachment_title.size_pt", "18", "小二（18 磅）"),
    ("imprint.outer_rule", "imprint.outer_rule_mm", "0", "0 毫米"),
    ("imprint.inner_rule", "imprint.inner_rule_mm", "3", "3 毫米"),
    ("cc.font", "roles.cc.font", "宋体", "宋体"),
    ("cc.size", "roles.cc.size_pt", "16", "三号（16 磅）"),
    ("issuer.font", "roles.issuer.font", "宋体", "宋体"),
    ("issuer.size", "roles.issuer.size_pt", "16", "三号（16 磅）"),
    ("issuer.left", "roles.issuer.indent_chars", "0", "0 字"),
    ("print_date.font", "roles.print_date.font", "宋体", "宋体"),
    ("print_date.size", "roles.print_date.size_pt", "16", "三号（16 磅）"),
    ("minutes.label_font", "roles.attendance_label.font", "仿宋", "仿宋"),
    ("minutes.label_size", "roles.attendance_label.size_pt", "14", "四号（14 磅）"),
    ("minutes.names_font", "roles.attendance.font", "宋体", "宋体"),
    ("minutes.names_size", "roles.attendance.size_pt", "14", "四号（14 磅）"),
    ("minutes.names_indent", "roles.attendance.indent_chars", "0", "0 字"),
]


@pytest.mark.parametrize(("name", "path", "value", "here"), FORMAL, ids=[f"{row[1]}={row[2]}" for row in FORMAL])
def test_the_head_the_attachments_and_the_imprint_are_held_against_their_clauses(
    deviating: Deviating, name: str, path: str, value: str, here: str
) -> None:
    assert deviating(_one(path, value)) == {name: here}


LETTER = [
    ("letter.mark_top", "red_head.mark_top_mm", "72", "72 毫米"),
    ("letter.mark_align", "roles.organ.align", "left", "居左"),
    ("letter.mark_colour", "roles.organ.color", "000000", "黑色"),
    ("letter.mark_font", "roles.organ.font", "宋体", "宋体"),
    ("letter.top_rule", "red_head.rule_gap_mm", "9", "9 毫米"),
    ("letter.rule_width", "red_head.rule_width_mm", "156", "156 毫米"),
    ("letter.number_below", "red_head.under_rule_mm", "0", "0 毫米"),
    ("letter.bottom_rule", "red_head.foot_rule_mm", "35", "35 毫米"),
    ("letter.outer_rule", "imprint.outer_rule_mm", "0.35", "0.35 毫米"),
    ("letter.inner_rule", "imprint.inner_rule_mm", "0.25", "0.25 毫米"),
    ("secrecy.font", "roles.secrecy.font", "宋体", "宋体"),
]


@pytest.mark.parametrize(("name", "path", "value", "here"), LETTER, ids=[f"{row[1]}={row[2]}" for row in LETTER])
def test_a_letter_is_held_against_its_own_clause_instead(
    deviating: Deviating, name: str, path: str, value: str, here: str
) -> None:
    assert deviating("extends: gbt9704-letter\n" + _one(path, value)) == {name: here}


@pytest.mark.parametrize(
    "text",
    [
        "roles: {organ: {color: ff0000, size_pt: 40}}",
        "red_head: {under_rule_mm: 0, foot_rule_mm: 0, rule_mm: 1}",
        "extends: gbt9704-letter\nroles: {signer_name: {font: 宋体}, issuer: {size_pt: 16}, number: {align: right}}",
    ],
    ids=[
        "a free size and small letters of a colour",
        "a letter's keys in a document",
        "what a letter has no place for",
    ],
)
def test_what_the_standard_leaves_open_is_not_told(deviating: Deviating, text: str) -> None:
    assert deviating(text) == {}


def test_a_document_turned_into_a_letter_is_told_all_that_a_letter_has_otherwise(deviating: Deviating) -> None:
    assert set(deviating("red_head: {format: letter}")) == {
        *("letter.mark_top", "letter.rule_width", "letter.outer_rule", "letter.inner_rule")
    }


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
