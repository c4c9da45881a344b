"""A hospital's layouts: differences over the built-in ones, and what is wrong with them told where it is."""

import io
import zipfile
from pathlib import Path

import pytest

from generator import Workspace
from generator.layout import Layout
from tests.conftest import Make
from tests.workspaces import SMALL, put, told

OWN = "layouts/own.yaml"
TWIPS = 1440 / 25.4


def laid(make: Make, text: str, **more: str) -> Layout:
    """The layout `own` of a hospital, beside others by name."""
    others = {f"layouts/{name}.yaml": words for name, words in more.items()}
    return make(files={OWN: text, **others}).layout("own")


def complaints(make: Make, text: str, **more: str) -> list[str]:
    return [str(problem).replace("\\", "/") for problem in told(lambda: laid(make, text, **more))]


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_what_a_layout_does_not_say_is_as_in_its_base(make: Make) -> None:
    own = laid(make, "extends: gbt9704\npage: {margins_mm: {top: 30}}\nroles: {title: {size_pt: 26}}\n")
    base = Workspace().layout("gbt9704")
    assert own.page == base.page._replace(top=round(30 * TWIPS))
    assert own.roles["title"].face == base.roles["title"].face._replace(size_pt=26)
    assert {name for name in base.roles if own.roles[name] != base.roles[name]} == {"title"}
    assert own.highlight == base.highlight


@pytest.mark.parametrize("first", ["", "extends: gbt9704\n"], ids=["without a base", "with its own name as base"])
def test_a_layout_of_a_built_in_name_is_differences_from_that(make: Make, first: str) -> None:
    workspace = make(files={"layouts/gbt9704.yaml": first + "name: 本院公文\n"})
    assert workspace.layout("gbt9704").name == "本院公文"
    assert workspace.layout("gbt9704").page == Workspace().layout("gbt9704").page


def test_a_layout_that_names_no_base_is_differences_from_the_usual_one(make: Make) -> None:
    assert laid(make, "page_number: {odd: center, even: center}\n").page_number.odd == "center"


def test_layouts_build_on_one_another(make: Make) -> None:
    own = laid(
        make,
        "extends: middle\nroles: {body: {size_pt: 15}}\n",
        middle="extends: gbt9704\nroles: {body: {size_pt: 14, font: 宋体}}\n",
        gbt9704="roles: {heading1: {font: 隶书}}\n",
    )
    assert (own.roles["body"].face.size_pt, own.roles["body"].face.font) == (15, "宋体")
    assert own.roles["heading1"].face.font == "隶书"


def test_a_role_follows_the_body_that_was_changed(make: Make) -> None:
    own = laid(make, "roles: {body: {font: 宋体}, heading2: {bold: true}}\n")
    assert own.roles["heading3"].face.font == "宋体"
    assert own.roles["heading2"].face.bold


@pytest.mark.parametrize(
    ("place", "files"),
    [
        ("an outline", {"outlines/base.yaml": "layout: own\n" + str(SMALL["outlines/base.yaml"])}),
        ("hospital.yaml", {"hospital.yaml": "name: 某院\nlayout: own\n"}),
    ],
)
def test_a_draft_is_set_in_the_layout_that_was_chosen(make: Make, place: str, files: dict[str, str]) -> None:
    workspace = make(files={OWN: "page: {margins_mm: {left: 31}}\n", **files})
    document = part(workspace.draft("base", 2026).to_bytes("docx"), "word/document.xml")
    assert f'w:left="{round(31 * TWIPS)}"' in document


def test_two_layouts_of_one_full_name_are_two(make: Make) -> None:
    part_of = "title: t\nsections: [{id: a, text: 一句。}]\nlayout: "
    workspace = make(
        {"one": part_of + "one\n", "two": part_of + "two\n"},
        {
            "layouts/one.yaml": "page: {margins_mm: {left: 30}}\n",
            "layouts/two.yaml": "page: {margins_mm: {left: 40}}\n",
        },
    )
    margins = [part(workspace.draft(name, 2026).to_bytes("docx"), "word/document.xml") for name in ("one", "two")]
    assert [f'w:left="{round(mm * TWIPS)}"' in text for mm, text in zip((30, 40), margins, strict=True)] == [True] * 2


def test_mirrored_margins_are_told_to_the_word_processor(make: Make) -> None:
    workspace = make(files={"hospital.yaml": "layout: own\n", OWN: "page: {mirror: true}\n"})
    assert "<w:mirrorMargins/>" in part(workspace.draft("base", 2026).to_bytes("docx"), "word/settings.xml")
    assert "mirrorMargins" not in part(make().draft("base", 2026).to_bytes("docx"), "word/settings.xml")


@pytest.mark.parametrize("name", ["gbt9704", "gbt9704-full", "speech-large", "plain", "own"])
def test_every_chinese_font_of_a_layout_has_another_name_in_the_file(make: Make, name: str) -> None:
    """仿宋_GB2312 is on no new Windows, 仿宋 is; 方正小标宋简体 has to be bought, 华文中宋 comes with Office."""
    own = "roles: {body: {font: 仿宋}, heading2: {font: 楷体}}\n"
    workspace = make(files={"hospital.yaml": f"layout: {name}\n", OWN: own})
    fonts = part(workspace.draft("base", 2026).to_bytes("docx"), "word/fontTable.xml")
    named = {role.face.font for role in workspace.layout(name).roles.values()} | {
        workspace.layout(name).page_number.font
    }
    assert {font for font in named if f'w:name="{font}"><w:altName' not in fonts.replace("\n    ", "")} == set()


_MARK_BELOW = "发文机关标志排到版心下面去了（mark_top_mm 加 organ 的行距不能超出版心的下边缘）"
WRONG = {
    "an unknown key": ("page:\n  line_pich_pt: 28\n", ["2: page 没有“line_pich_pt”（是不是“line_pitch_pt”？）"]),
    "an unknown role": ("roles:\n  heading5: {}\n", ["2: roles 没有“heading5”（是不是“heading4”？）"]),
    "a value with a unit": (
        "page:\n  margins_mm: {top: 3cm}\n",
        ["2: top 不能是“3cm”（写 0 到 300 的数，不带单位）"],
    ),
    "a value left open": ("page:\n  footer_mm:\n", ["2: footer_mm 应当有一个值（写上值，或删去这一行）"]),
    "a list": (
        "roles: [title]\n",
        ["1: roles 应当是“键: 值”（把各项缩进写在下面，一行一项；要照原来的样子，删去这一行）"],
    ),
    "several at once": (
        "page:\n  mirror: 是\nhighligt: {}\nroles:\n  title: {size_pt: 大}\n",
        [
            "3: 版式 没有“highligt”（是不是“highlight”？）",
            "2: mirror 不能是“是”（写 true 或 false）",
            "5: size_pt 不能是“大”（写 5 到 72 的数，不带单位，每级 0.5）",
        ],
    ),
    "margins wider than the paper": (
        "page:\n  paper_mm: {width: 60}\n  margins_mm:\n    left: 40\n",
        ["4: 页边距比纸还大，没有地方排字（改小页边距）"],
    ),
    "paper narrower than the margins of its base": (
        "page:\n  paper_mm:\n    width: 52\n",
        ["3: 页边距比纸还大，没有地方排字（改小页边距）"],
    ),
    "a foot in the text": ("page:\n\n  footer_mm: 36\n", ["3: 页码会压在正文上（footer_mm 要小于下边距）"]),
    "a lower margin above the foot of its base": (
        "page:\n  margins_mm:\n    bottom: 25\n",
        ["3: 页码会压在正文上（footer_mm 要小于下边距）"],
    ),
    "a page number that pushes the text up": (
        "page_number:\n  pitch_pt: 40\n",
        ["2: 页码会把正文往上挤（footer_mm 加页码的行距不能大于下边距）"],
    ),
    "a page number larger than its line": (
        "page_number:\n  size_pt: 16\n",
        ["2: 页码的行距小于字号，字会被切掉（pitch_pt 不能小于 size_pt）"],
    ),
    "a title larger than the line of the body": (
        "roles:\n  title:\n    size_pt: 36\n",
        ["3: title 的行距小于字号，字会被切掉（pitch_pt 不能小于 size_pt）"],
    ),
    "a line of the body smaller than the title of its base": (
        "roles:\n  body:\n    pitch_pt: 20\n",
        [
            f"3: {title} 的行距小于字号，字会被切掉（pitch_pt 不能小于 size_pt）"
            for title in ("title", "attachment_title")
        ],
    ),
    "characters upon one another": (
        "roles:\n  cell:\n    size_pt: 5\n    char_spacing_pt: -5\n",
        ["4: cell 的字会叠在一起（char_spacing_pt 紧缩不能超过字号的一半）"],
    ),
    "an indent longer than the line": (
        "page:\n  margins_mm: {left: 130}\nroles:\n  signature:\n    right_chars: 18\n",
        ["5: signature 空的字比一行还长，没有地方排字（改小 indent_chars、right_chars 或左右边距）"],
    ),
    "a line higher than the page": (
        "page:\n  paper_mm: {height: 100}\nroles:\n  title:\n    lines_above: 3\n",
        [
            f"{line}: 一页排不下一行 {role}（改小行距、空行或上下边距）"
            for line, role in ((5, "title"), (2, "number"), (2, "attachment_title"))
        ]
        + [f"2: {_MARK_BELOW}"],
    ),
    "a red rule wider than the paper": (
        "red_head:\n  mark_top_mm: 72\n  rule_width_mm: 211\n",
        ["3: 版头的红线比纸还宽（rule_width_mm 不能大于纸的宽）"],
    ),
    "a letter's paper narrower than the red rule of its base": (
        "extends: gbt9704-letter\npage:\n  paper_mm: {width: 148}\n",
        ["3: 版头的红线比纸还宽（rule_width_mm 不能大于纸的宽）"],
    ),
    "a mark below the type area": ("red_head:\n  mark_top_mm: 243\n", [f"2: {_MARK_BELOW}"]),
    "a mark whose line ends below the type area": (
        "red_head:\n  mark_top_mm: 230\nroles:\n  organ:\n    pitch_pt: 100\n",
        [f"2: {_MARK_BELOW}"],
    ),
    "a mark below the type area of a letter": (
        "extends: gbt9704-letter\nred_head:\n  mark_top_mm: 243\n",
        [f"3: {_MARK_BELOW}"],
    ),
    "no base of that name": ("extends: gbt9740\n", ["1: 没有版式“gbt9740”（是不是“gbt9704”？）"]),
    "nothing": ("# 都是说明\n", [" 版式是空的（写上与内置版式不同的地方，或删去这个文件）"]),
    "a slip of YAML": ("page:\n\tmirror: true\n", ["2: 行首的空白里有 Tab"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_in_the_hospitals_file(make: Make, case: str) -> None:
    text, expected = WRONG[case]
    said = complaints(make, text)
    assert len(said) == len(expected)
    for line, words in zip(said, expected, strict=True):
        assert line.startswith(f"我院/{OWN}:{words}")


@pytest.mark.parametrize(
    "text",
    [
        "page: {paper_mm: {width: 148, height: 210}}\n",
        "red_head: {rule_width_mm: 210}\n",
        "red_head: {mark_top_mm: 242}\n",
    ],
    ids=["paper of a booklet", "a rule as wide as the paper", "a mark in the last line"],
)
def test_a_red_head_that_just_fits_is_no_mistake(make: Make, text: str) -> None:
    assert make(files={OWN: text}).deviations("own")


def test_a_ring_is_told_where_it_closes(make: Make) -> None:
    assert complaints(make, "extends: other\n", other="name: 乙\nextends: own\n") == [
        "我院/layouts/other.yaml:2: 版式绕回了自己：own → other → own（去掉其中一个 extends）"
    ]


def test_mistakes_of_all_files_of_a_chain_are_told_at_once(make: Make) -> None:
    said = complaints(make, "extends: other\npaeg: {}\n", other="nmae: 乙\n")
    assert [line.partition(": ")[0] for line in said] == ["我院/layouts/own.yaml:2", "我院/layouts/other.yaml:1"]


@pytest.mark.parametrize("name", ["nowhere", "../hospital", "a b", "gbt9704.yaml"])
def test_a_layout_that_is_not_there_is_told_where_it_was_asked_for(make: Make, name: str) -> None:
    workspace = make(files={"hospital.yaml": f'name: 某院\nlayout: "{name}"\n', OWN: "name: 另一个\n"})
    (problem,) = told(lambda: workspace.draft("base", 2026))
    assert (problem.code, str(problem.origin).replace("\\", "/")) == ("layout-missing", "我院/hospital.yaml:2")


def test_a_layout_is_dumped_whole_and_can_be_read_back(make: Make) -> None:
    workspace = make(files={OWN: "page: {margins_mm: {top: 30}}\nroles: {cell: {char_spacing_pt: -0.5}}\n"})
    text = workspace.layout_text("own")
    assert "top: 30\n" in text
    assert "char_spacing_pt: -0.5\n" in text
    again = make(files={"layouts/again.yaml": text})
    assert again.layout_text("again") == text


def test_the_place_of_every_value_is_told(make: Make) -> None:
    workspace = make(files={OWN: "page:\n  margins_mm:\n    top: 30\n"})
    lines = workspace.layout_text("own", origins=True).splitlines()
    assert "    top: 30  # 我院/layouts/own.yaml:3" in [line.replace("\\", "/") for line in lines]
    assert any(line.startswith("    bottom: 35  # 内置/layouts/gbt9704.yaml:") for line in lines)


def test_layouts_are_listed_with_their_place(make: Make, folder: Path) -> None:
    put(folder / "我院", {"layouts/plain.yaml": "name: 本院的\n", "layouts/错.yaml": "nmae: 错\n"})
    rows = {row.name: row for row in make(files={OWN: "name: 自己的\n"}).layouts()}
    assert (rows["own"].place, rows["own"].summary) == ("本院", "自己的")
    assert (rows["gbt9704"].place, rows["错"].broken) == ("内置", True)


def test_a_layout_written_before_a_key_was_known_gets_it_from_the_built_in_one(make: Make) -> None:
    """An upgrade brings keys and roles; here the hospital's whole layout is as if `mirror` and `cell` were new."""
    whole = Workspace().layout_text("gbt9704").splitlines()
    cut = [line for line in whole if not line.startswith("  mirror:")]
    start = cut.index("  cell:")
    end = next(at for at in range(start + 1, len(cut)) if not cut[at].startswith("    "))
    old = "\n".join(cut[:start] + cut[end:])
    assert "cell:\n" not in old.replace("header_cell", "")
    assert laid(make, old).roles == Workspace().layout("gbt9704").roles
