import pytest

from generator import layout, places, yaml_source
from generator.problems import Stop

BUILT_IN = (places.data() / "layouts" / "gbt9704.yaml").read_text(encoding="utf-8")


def load(text: str) -> layout.Layout:
    return layout.load(yaml_source.parse(text, "layouts/own.yaml"))


def told(text: str) -> list[str]:
    with pytest.raises(Stop) as stop:
        load(text)
    return [str(problem) for problem in stop.value.problems]


def changed(old: str, new: str) -> str:
    """The built-in layout with the first `old` another; the first role that has a look of its own is the title."""
    assert old in BUILT_IN
    return BUILT_IN.replace(old, new, 1)


def line(text: str) -> int:
    return next(number for number, words in enumerate(BUILT_IN.splitlines(), 1) if words.strip().startswith(text))


def test_the_built_in_layout_is_the_page_of_the_standard() -> None:
    page = load(BUILT_IN).page
    assert (page.width, page.height) == (11906, 16838)
    assert (page.height - page.top - page.bottom) // page.line_pitch == 22
    body = load(BUILT_IN).roles["body"]
    assert (page.width - page.left - page.right) // body.char_width == 28


def test_a_role_states_only_how_it_differs_from_the_body() -> None:
    roles = load(BUILT_IN).roles
    assert roles["heading1"].face.font == "黑体"
    assert roles["heading1"].face.latin_font == roles["body"].face.latin_font
    assert roles["heading1"].pitch == roles["body"].pitch == 579
    assert (roles["title"].face.size_pt, roles["title"].below, roles["title"].snap_to_grid) == (22, 579, False)
    assert not any(role.face.bold for role in roles.values())


def test_a_run_in_heading_looks_like_the_body_unless_it_is_told_otherwise() -> None:
    assert load(BUILT_IN).faces["point_heading"] == load(BUILT_IN).roles["body"].face
    text = changed("  point_heading:            #", "  point_heading:\n    font: 楷体_GB2312 #")
    assert load(text).faces["point_heading"].font == "楷体_GB2312"


def test_an_unknown_key_is_told_with_its_place_and_the_nearest_one() -> None:
    text = changed("  line_pitch_pt: 28.95", "  line_pich_pt: 28.95")
    where = line("line_pitch_pt")
    assert told(text) == [
        f"layouts/own.yaml:{where}: page 没有“line_pich_pt”（是不是“line_pitch_pt”？）",
        f"layouts/own.yaml:{line('paper_mm')}: page 少了“line_pitch_pt”（补上“line_pitch_pt: …”）",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("footer_mm: 25.58", "footer_mm: 2.5cm", "footer_mm 不能是“2.5cm”（写 0 到 300 的数，不带单位）"),
        ("footer_mm: 25.58", "footer_mm: nan", "footer_mm 不能是“nan”（写 0 到 300 的数，不带单位）"),
        ("footer_mm: 25.58", "footer_mm: 40", "页码会压在正文上（footer_mm 要小于下边距）"),
        ("odd: right", "odd: rihgt", "odd 不能是“rihgt”（是不是“right”？）"),
        ('format: "— {n} —"', "format: 第页", "format 不能是“第页”（要有一处 {n}，页码印在那里）"),
        ("missing: yellow", "missing: turquoise", "missing 不能是“turquoise”"),
        ("keep_next: false", "keep_next: 否", "keep_next 不能是“否”（写 true 或 false）"),
        ("left: 28, right: 26", "left: 128, right: 86", "页边距比纸还大，没有地方排字（改小页边距）"),
        ("size_pt: 22", "size_pt: 32", "title 的行距小于字号，字会被切掉（pitch_pt 不能小于 size_pt）"),
        ("size_pt: 22", "size_pt: 22.3", "size_pt 不能是“22.3”（写 5 到 72 的数，不带单位，每级 0.5）"),
        ("size_pt: 22", "size_pt: [22]", "size_pt 应当有一个值"),
        ("size_pt: 22", "size_pt:", "size_pt 应当有一个值"),
        ("mirror: false", "mirror: 否", "mirror 不能是“否”（写 true 或 false）"),
        ("footer_mm: 25.58", "footer_mm: 31", "页码会把正文往上挤（footer_mm 加页码的行距不能大于下边距）"),
        ("font: 仿宋_GB2312", 'font: "仿宋\\x07"', "文件里有不能用的字符（U+0007）"),
        ("font: 仿宋_GB2312", "font: " + "宋" * 32, "最多31个字符"),
        ('format: "— {n} —"', 'format: "{n}\\n"', "写看得见的字，不换行"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_place_and_a_remedy(old: str, new: str, message: str) -> None:
    problems = told(changed(old, new))
    assert len(problems) == 1
    assert message in problems[0]
    assert problems[0].startswith("layouts/own.yaml:")


def test_all_mistakes_are_told_at_once() -> None:
    text = changed("odd: right", "odd: up").replace("size_pt: 22", "size_pt: big", 1).replace("highlight:", "hilight:")
    assert len(told(text)) == 4


@pytest.mark.parametrize("text", ["", "版式", "[1]", "page: 1"])
def test_what_is_no_layout_is_told(text: str) -> None:
    assert told(text)
