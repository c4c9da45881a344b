"""README.zh-CN.md and the pages of the examples: followed as they stand there, and held against what they tell of."""

import re
import shutil
from pathlib import Path

import click
import pytest
import yaml

from generator import Workspace, office
from generator.cli.commands import nigao as program
from generator.compose.filters import FILTERS
from generator.writers import FORMATS
from tests import pdfs
from tests.conftest import Nigao
from tests.pages import Page, first_column
from tests.workspaces import BUILT_IN, ROOT, SMALL, put

MANUAL = Page(Path("README.zh-CN.md"))
EXAMPLES = [Page(path.relative_to(ROOT)) for path in sorted((ROOT / "examples").glob("*/README.md"))]
COMMANDS = program.commands


@pytest.fixture
def examples(folder: Path) -> Path:
    """The current folder with the examples, as the reader has them."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


@pytest.mark.parametrize("page", [MANUAL, *EXAMPLES], ids=lambda page: str(page.path))
def test_what_a_page_says_can_be_done_in_its_order(page: Page, examples: Path, nigao: Nigao) -> None:
    page.followed(examples, nigao)


def test_every_example_of_a_file_is_one_that_is_saved() -> None:
    assert [fence.text for fence in MANUAL.fences if fence.language and not fence.saved_as] == []
    assert len([fence for fence in MANUAL.fences if fence.saved_as]) >= 8


def test_what_the_worked_template_prints_is_as_the_page_says(examples: Path, nigao: Nigao) -> None:
    MANUAL.followed(examples, nigao)
    said = re.findall("“(.+?)”", MANUAL.prose.partition("印出来是")[2].partition("\n")[0])
    printed = (examples / "六稿.txt").read_text(encoding="utf-8")
    assert len(said) == 3
    assert [words for words in said if words not in printed] == []


def test_links_lead_somewhere() -> None:
    assert [link for page in (MANUAL, *EXAMPLES) if "](" in page.text for link in page.dead_links()] == []


def test_the_english_page_begins_with_a_link_to_it() -> None:
    lines = Page(Path("README.md")).text.splitlines()
    assert [line for line in lines[:4] if f"]({MANUAL.path})" in line]


def test_it_lists_all_outlines_and_no_other() -> None:
    assert sorted(first_column(MANUAL.section("## 三、全部提纲"))) == BUILT_IN


def test_it_tells_every_option_of_every_command_and_no_other() -> None:
    told = re.findall(r"(?m)^### nigao (\w+)$", MANUAL.text)
    assert sorted(told) == sorted(COMMANDS)
    for name, command in COMMANDS.items():
        known = {opt for param in command.params if isinstance(param, click.Option) for opt in param.opts}
        assert set(re.findall(r"`(--?[a-z]+)`", MANUAL.section(f"### nigao {name}"))) == known, name


def test_options_spoken_of_elsewhere_exist() -> None:
    params = [param for command in (program, *COMMANDS.values()) for param in command.params]
    known = {opt for param in params for opt in param.opts} | {"--help"}
    spoken_of = MANUAL.codes("--?[a-z]+( .*)?")
    assert spoken_of
    assert [code for code in spoken_of if code.split()[0] not in known] == []


def test_it_tells_every_format_and_no_other() -> None:
    assert sorted(first_column(MANUAL.section("## 九、写成哪种文件"))) == sorted(FORMATS)


def test_the_filters_that_it_names_exist() -> None:
    section = MANUAL.section("## 六、写模板")
    named = first_column(section)
    assert {"growth", "date", "listed", "numeral"} <= set(named)
    assert [name for name in named if name not in FILTERS] == []


def test_the_keys_that_it_names_are_announced(examples: Path, nigao: Nigao) -> None:
    MANUAL.followed(examples, nigao)
    dictionary = Workspace("我院")._library.dictionary
    keys = MANUAL.codes(r"(facts\.)?[a-z_]+(\.[a-z_0-9]+)+")
    files = ("yaml", "xlsx", "csv", "md", "toml", "docx", "tmp")
    unknown = [key for key in keys if not dictionary.find(key.removeprefix("facts.")) and not key.endswith(files)]
    assert set(unknown) == {"loop.index"}


def test_it_tells_all_terms_as_they_are() -> None:
    terms = yaml.safe_load((ROOT / "generator/data/terms.yaml").read_text(encoding="utf-8"))
    rows = re.findall(r"(?m)^\| `hospital\.(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", MANUAL.section("## 十、提法和叫法"))
    told = {name: {"党委": a, "党总支": b, "党支部": c} for name, a, b, c in rows}
    known = {
        name: {kind: words or "—" for kind, words in entry.items() if kind != "label"} for name, entry in terms.items()
    }
    assert told == known


SLIPS: dict[str, tuple[dict[str, str | bytes], tuple[str, ...]]] = {
    "a file that is not there": ({}, ("-f", "没有.xlsx")),
    "a name without its year": ({"facts/义诊.csv": "项目,数值\n"}, ()),
    "a title above the header": ({"facts/2026.csv": "义诊台账\n项目,数值\n"}, ()),
    "an unknown label": ({"facts/2026.csv": "项目,数值\n主题党日次数,12\n"}, ()),
    "an unknown key": ({"facts/2026.yaml": "activity.theme_dys: 12\n"}, ()),
    "another unit": ({"facts/2026.csv": "项目,数值,单位\n主题党日场数,12,次\n"}, ()),
    "no number": ({"facts/2026.yaml": "activity.theme_days: 不少\n"}, ()),
    "a tab": ({"facts/2026.yaml": "activity:\n\ttheme_days: 12\n"}, ()),
    "a full-width colon": ({"facts/2026.yaml": "activity.theme_days：12\nactivity.seminars: 6\n"}, ()),
    "GBK": ({"facts/2026.yaml": "# 数\nplan.goal: 目标\n".encode("gbk")}, ()),
    "an old workbook": ({"facts/2026-旧.xls": b""}, ()),
    "a wrong id": (
        {"outlines/base.yaml": "extends: annual-summary\nsections:\n  - {id: reform, points: [{id: x, text: 一句。, "
         "before: asistance}]}\n"},
        (),
    ),
    "a wrong path": (
        {"outlines/base.yaml": "title: 题\nsections:\n  - {id: a, text: {template: reform/nihgt}}\n"},
        (),
    ),
    "a title too large": ({"hospital.yaml": "name: 某院\nlayout: ours\n",
        "layouts/ours.yaml": "roles: {title: {size_pt: 42}}\n"}, ()),
    "none in words": ({"facts/2026.yaml": "activity.theme_days: 无\n"}, ()),
    "not applicable": ({"outlines/base.yaml": "title: 题\nsections:\n  - {id: a, heading: 甲, text: "
        "'办{{ facts.activity.theme_days }}场。'}\n"}, ("--set", "activity.theme_days=不适用")),
}  # fmt: skip


def test_the_messages_that_it_explains_are_those_of_real_slips(
    folder: Path, nigao: Nigao, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = first_column(MANUAL.section("## 十二、常见提示怎么办"))
    unexplained, said = [], ""
    for number, (name, (files, options)) in enumerate(SLIPS.items()):
        put(folder / str(number), {**SMALL, "templates/base/b/lead.j2": "引语。", **files})
        done = nigao("draft", "base", "-w", str(number), "--year", "2026", "-o", f"{number}.txt", *options)
        said += done.err
        if not any(message in done.err for message in told):
            unexplained.append((name, done.err))
    monkeypatch.setattr(office, "find", lambda: None)
    Path("稿.pdf").write_bytes(pdfs.pdf([pdfs.Page([])]))
    nigao("draft", "annual-summary", "--year", "2026", "-o", "稿.docx")
    for file in ("稿.docx", "稿.pdf"):
        said += nigao("proof", file).err
    assert unexplained == []
    assert [message for message in told if message not in said] == []


def test_the_page_of_the_county_hospital_tells_of_all_its_files_and_outlines() -> None:
    page = Page(Path("examples/county-hospital/README.md"))
    folder = ROOT / "examples" / "county-hospital"
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    told = re.findall(r"(?m)^\| (\S+) \|", page.text)
    assert sorted({*told, "README.md"} - {"文件", "|---|---|"}) == sorted(files)
    drafted = {word for command in page.commands("nigao") for word in command.arguments if word in BUILT_IN}
    assert sorted(drafted) == BUILT_IN
