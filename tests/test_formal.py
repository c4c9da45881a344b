"""What stands round the body of a formal document: as blocks in reading order, with every mistake told at its place."""

from __future__ import annotations

import re

import pytest

from generator import Workspace, archive
from generator.document import Gap, walk
from tests.conftest import Make
from tests.workspaces import told

NOTICE = """
title: 关于报送材料的通知
sealed: true
red_head:
  organ: 中共{{ hospital.name }}委员会文件
  number: 青医党发〔{{ year }}〕15号
  signers: [张三, 李四, 王五]
  copy_no: "000001"
  secrecy: 机密★1年
  urgency: 特急
recipient: 各党支部：
opening: 请按时报送。
sections: [{id: a, heading: 时间, text: 月底以前。}]
attendance: {present: 甲、乙, absent: 丙}
attachments:
  - {title: 报送表, text: "第一行。\\n第二行。"}
  - {title: 另册}
  - {outline: inner}
signature: 中共{{ hospital.name }}委员会
date: 2026年12月1日
notes: （联系人：丁）
imprint: {cc: [县委组织部, 县卫生健康局], issuer: 党委办公室, date: 2026年12月1日}
"""
INNER = "title: 安排\nsections: [{id: b, heading: 分工, text: '{{ facts.activity.theme_days }}场。'}]\n"
HOSPITAL = "name: 青梧县人民医院\nparty_org: 党委\n"


def hospital(make: Make, notice: str = NOTICE) -> Workspace:
    return make({"n": notice, "inner": INNER}, {"hospital.yaml": HOSPITAL})


def test_all_parts_stand_in_reading_order(make: Make) -> None:
    document = hospital(make).draft("n", 2026).document
    assert document.sealed
    assert [(block.id, block.kind, block.text) for block in document.blocks] == [
        ("red_head.copy_no", "copy_no", "000001"),
        ("red_head.secrecy", "secrecy", "机密★1年"),
        ("red_head.urgency", "urgency", "特急"),
        ("red_head.organ", "organ", "中共青梧县人民医院委员会文件"),
        ("red_head.number", "number", "青医党发〔2026〕15号"),
        ("red_head.signers", "signers", "签发人：张三　李四"),
        ("red_head.signers.2", "signers", "王五"),
        ("title", "title", "关于报送材料的通知"),
        ("recipient", "recipient", "各党支部："),
        ("opening", "body", "请按时报送。"),
        ("a", "heading", "一、时间"),
        ("a.text", "body", "月底以前。"),
        ("attendance.present", "attendance", "出席：甲、乙"),
        ("attendance.absent", "attendance", "请假：丙"),
        ("attachments/1.note", "attachment_note", "附件：1.报送表"),
        ("attachments/2.note", "attachment_note", "2.另册"),
        ("attachments/3.note", "attachment_note", "3.安排"),
        ("signature", "signature", "中共青梧县人民医院委员会"),
        ("date", "date", "2026年12月1日"),
        ("notes", "notes", "（联系人：丁）"),
        ("attachments/1.label", "attachment", "附件1"),
        ("attachments/1", "attachment_title", "报送表"),
        ("attachments/1.text", "body", "第一行。"),
        ("attachments/1.text.2", "body", "第二行。"),
        ("attachments/3.label", "attachment", "附件3"),
        ("attachments/3", "attachment_title", "安排"),
        ("attachments/3/b", "heading", "一、分工"),
        ("attachments/3/b.text", "body", "【待补充：主题党日场数】场。"),
        ("imprint.cc", "cc", "抄送：县委组织部，县卫生健康局。"),
        ("imprint.issuer", "issuer", "党委办公室"),
        ("imprint.date", "print_date", "2026年12月1日印发"),
    ]


def test_the_gaps_of_an_attachment_are_asked_for(make: Make) -> None:
    draft = hospital(make).draft("n", 2026)
    assert [gap.key for gap in draft.gaps] == ["activity.theme_days"]
    filled = hospital(make).draft("n", 2026, {"activity.theme_days": 12})
    assert not filled.gaps
    assert not [inline for _, inline in walk(filled.document) if isinstance(inline, Gap)]


def test_one_attachment_has_no_number(make: Make) -> None:
    notice = "title: 题\nsections: [{id: a, text: 文。}]\nattachments: [{title: 表, text: 内容。}]\n"
    texts = [block.text for block in hospital(make, notice).draft("n", 2026).document.blocks]
    assert texts == ["题", "文。", "附件：表", "附件", "表", "内容。"]


def test_an_outline_may_be_attached_twice(make: Make) -> None:
    notice = (
        "title: 题\nsections: [{id: a, text: 文。}]\nattachments: [{outline: inner}, {title: 又, outline: inner}]\n"
    )
    ids = [block.id for block in hospital(make, notice).draft("n", 2026).document.blocks]
    assert len(ids) == len(set(ids))
    assert {"attachments/1/b", "attachments/2/b"} <= set(ids)


def test_what_does_not_apply_is_left_out_of_the_red_head(make: Make) -> None:
    notice = (
        "title: 题\nsections: [{id: a, text: 文。}]\n"
        "red_head: {organ: 某院文件, urgency: '{{ facts.event.theme }}', copy_no: '{{ facts.event.host }}'}\n"
    )
    facts = {"event.theme": {"state": "不适用"}, "event.host": {"state": "不适用"}}
    blocks = hospital(make, notice).draft("n", 2026, facts).document.blocks
    assert [block.id for block in blocks] == ["red_head.organ", "title", "a.text"]


def test_what_an_attached_outline_has_round_its_body_is_told(make: Make) -> None:
    inner = INNER + "signature: 党办\ndate: 2026年1月1日\nimprint: {cc: 县委}\n"
    draft = make({"n": NOTICE, "inner": inner}, {"hospital.yaml": HOSPITAL}).draft("n", 2026)
    (told,) = [problem for problem in draft.problems if problem.code == "attachment-in-part"]
    assert told.message.endswith("没有写 date、signature、imprint")
    assert told.origin
    assert told.origin.file.endswith("n.yaml")
    assert "党办" not in "".join(block.text for block in draft.document.blocks if block.id.startswith("attachments"))


def test_an_attachment_may_speak_of_the_sections(make: Make) -> None:
    notice = (
        "title: 题\nsections: [{id: a, heading: 甲, text: 文。}]\n"
        'attachments: [{title: 表, text: "上面有{{ sections | length | numeral }}个部分。"}]\n'
    )
    texts = [block.text for block in hospital(make, notice).draft("n", 2026).document.blocks]
    assert texts[-1] == "上面有一个部分。"


def red_headed(make: Make, **red_head: str) -> bytes:
    keys = "".join(f"  {key}: {words}\n" for key, words in red_head.items())
    notice = f"title: 题\nred_head:\n{keys}sections: [{{id: a, text: 文。}}]\n"
    return hospital(make, notice).draft("n", 2026).to_bytes("docx")


def test_signers_that_are_still_gaps_leave_the_number_its_place(make: Make) -> None:
    signers = "['{{ facts.event.theme }}{{ facts.event.organiser }}', '{{ facts.event.host }}{{ facts.event.place }}']"
    written = text(red_headed(make, organ="某院文件", number="1号", signers=signers))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="([^"]*)"', written)]
    assert len(widths) == 2
    assert min(widths) > 2000


def test_a_red_head_without_its_mark_hides_nothing(make: Make) -> None:
    organ = '"{% if facts.event.theme is given %}甲{% endif %}"'
    written = text(red_headed(make, organ=organ, number="1号", signers="[张三]"))
    assert "1号签发人：张三" in re.sub("<[^>]*>", "", written)


def test_copies_longer_than_a_page_have_no_space_of_less_than_nothing(make: Make) -> None:
    notice = f"title: 题\nsections: [{{id: a, text: 文。}}]\nimprint: {{cc: {'某机关、' * 800}}}\n"
    written = text(hospital(make, notice).draft("n", 2026).to_bytes("docx"))
    assert not re.search(r'w:line="-|pt,-', written)


def test_a_red_rule_of_no_thickness_is_none(make: Make) -> None:
    files = {"hospital.yaml": HOSPITAL, "layouts/gbt9704.yaml": "red_head: {rule_mm: 0}\n"}
    written = text(make({"n": NOTICE, "inner": INNER}, files).draft("n", 2026).to_bytes("docx"))
    assert "w:pBdr" not in written


def test_the_imprint_of_a_mirrored_page_begins_where_its_words_do(make: Make) -> None:
    notice = NOTICE.replace("title:", "layout: gbt9704-full\ntitle:", 1)
    written = text(hospital(make, notice).draft("n", 2026).to_bytes("docx"))
    assert {float(left) for left in re.findall(r'<v:line [^>]*from="([0-9.]+)pt', written)} == {73.7}


def text(data: bytes) -> str:
    return archive.unpack(data)["word/document.xml"].decode()


def test_what_a_letter_has_no_place_for_is_told(make: Make) -> None:
    letter = hospital(make, NOTICE.replace("title:", "layout: gbt9704-letter\ntitle:", 1)).draft("n", 2026)
    said = [problem.message for problem in letter.problems if problem.code == "layout-without-place"]
    assert said == ["信函格式不写签发人，没有排进 .docx", "信函格式不写印发机关、印发日期，没有排进 .docx"]
    assert "layout-without-place" not in [each.code for each in hospital(make).draft("n", 2026).problems]


MISTAKES = {
    "an imprint without its day": ("imprint: {issuer: 党办}", "imprint 有 issuer，没有 date"),
    "an imprint without its issuer": ("imprint: {date: 2026年1月1日}", "imprint 有 date，没有 issuer"),
    "a red head without its organ": ("red_head: {number: 1号}", "red_head 没有 organ"),
    "a key that the red head does not have": ("red_head: {organ: 甲, orgen: 乙}", "“red_head”里没有“orgen”这个键"),
    "an attachment that is nowhere": ("attachments: [{outline: nowhere}]", "没有提纲“nowhere”"),
    "an attachment without a name": ("attachments: [{text: 内容}]", "这个附件没有名称"),
    "an attachment with two contents": (
        "attachments: [{title: 甲, text: 乙, outline: inner}]",
        "附件的内容写了两处",
    ),
    "attachments that are no list": ("attachments: 报送表", "“attachments”的写法不对"),
    "a word for a red head": ("red_head: 某院文件", "“red_head”的写法不对"),
    "twenty-one attachments": (f"attachments: [{', '.join(['{title: 甲}'] * 21)}]", "“attachments”的写法不对"),
    "a fact that nobody knows": ("imprint: {cc: ['{{ facts.nobody }}']}", "没有登记的事实“facts.nobody”"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_a_remedy(make: Make, case: str) -> None:
    line, message = MISTAKES[case]
    workspace = hospital(make, f"title: 题\nsections: [{{id: a, text: 文。}}]\n{line}\n")
    (problem,) = [each for each in told(lambda: workspace.draft("n", 2026)) if each.severity == "error"]
    assert message in problem.message
    assert problem.origin is not None
    assert problem.origin.file.endswith("outlines/n.yaml")
    assert problem.origin.line == 3
    assert problem.hint
