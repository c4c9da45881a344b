"""What must be shown: a whole document without facts, its list filled in and given back, years kept apart."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph

from generator import Draft, Stop, Workspace
from generator.document import Fact, Gap, walk
from generator.facts.announcements import load
from generator.facts.dictionary import Ask
from generator.facts.values_file import form
from generator.places import builtin_outlines, data
from generator.yaml_source import Scalar, read
from tests.conftest import Make
from tests.genres import GENRES
from tests.workspaces import EXAMPLE, put, told

OUTLINES = ("annual-summary", "annual-report")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DICTIONARY = load([read(data() / "dictionary.yaml"), read(builtin_outlines() / "facts.yaml")])[0]
EXPRESSIONS = [
    {key: value.value for key, value in entry.items.items() if isinstance(value, Scalar)}
    for entry in getattr(read(data() / "wording" / "current.yaml"), "items", ())
]


def gaps(draft: Draft) -> list[tuple[str, Gap]]:
    return [(block.id, inline) for block, inline in walk(draft.document) if isinstance(inline, Gap)]


def answer(ask: Ask) -> str:
    """A value that fits what is asked."""
    entry = DICTIONARY.find(ask.key)
    kind = entry.type if entry else "text"
    if ask.key == "hospital.party_org":
        return "党委"
    values = {"integer": "12", "number": "12.5", "percent": "96.2", "date": "2026-03-05", "list": "甲、乙"}
    return values.get(kind, f"答{len(ask.key)}")


def filled_xlsx(draft: Draft, path: Path) -> Path:
    """The draft's list with the column 数值 filled in."""
    book = openpyxl.load_workbook(io.BytesIO(draft.to_fill()))
    sheet: Any = book.active
    header = [cell.value for cell in sheet[1]]
    key, value = header.index("键"), header.index("数值")
    by_key = {ask.key: ask for ask in draft.gaps}
    for row in sheet.iter_rows(min_row=2):
        row[value].value = answer(by_key[row[key].value])
    book.save(path)
    return path


def filled_yaml(draft: Draft, path: Path) -> Path:
    """The same as a .yaml form."""
    text = form((ask, "") for ask in draft.gaps).decode()
    by_key = {ask.key: ask for ask in draft.gaps}
    lines = [
        f'{line} "{answer(by_key[line[:-1]])}"' if line.removesuffix(":") in by_key else line
        for line in text.splitlines()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", OUTLINES)
def test_a_draft_without_facts_is_a_whole_document(name: str) -> None:
    blocks = Workspace().draft(name, 2026).document.blocks
    full = Workspace(EXAMPLE).draft(name, 2026).document.blocks
    ids = {re.sub(r"\.\d+$", "", block.id) for block in blocks}
    assert {block.id for block in full if block.kind == "heading"} <= ids | {"reform/village"}
    assert [block.kind for block in blocks[:2]] == ["title", "recipient" if name == "annual-report" else "body"]
    assert all(block.text for block in blocks)


@pytest.mark.parametrize("name", GENRES)
def test_every_gap_has_a_row_and_every_placed_row_a_gap(name: str) -> None:
    draft = Workspace().draft(name, 2026)
    printed = {(key, place) for place, gap in gaps(draft) for key in gap.keys}
    assert {(ask.key, place) for ask in draft.gaps for place in ask.places} == printed
    assert len({ask.key for ask in draft.gaps}) == len(draft.gaps)


@pytest.mark.parametrize("name", GENRES)
def test_every_gap_is_highlighted_and_every_key_commented_once(name: str) -> None:
    draft = Workspace().draft(name, 2026)
    document = docx.Document(io.BytesIO(draft.to_bytes("docx")))
    paragraphs = [Paragraph(element, document._body) for element in document.element.body.iter(f"{W}p")]
    highlighted = [
        run.text
        for paragraph in paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    # A title breaks where its layout wants it.
    assert "".join(highlighted).replace("\n", "") == "".join(gap.text for _, gap in gaps(draft))
    plain = "".join(run.text for p in paragraphs for run in p.runs if run.font.highlight_color is None)
    assert "【" not in plain
    comments = [comment.text for comment in document.comments]
    printed = dict.fromkeys(key for _, gap in gaps(draft) for key in gap.keys)
    labels = {ask.key: ask.label for ask in draft.gaps}
    assert len(comments) == len(printed)
    for key, comment in zip(printed, comments, strict=True):
        assert labels[key] in comment
    assert max(Counter(comments).values()) == 1


@pytest.mark.parametrize("fill", [filled_xlsx, filled_yaml])
@pytest.mark.parametrize("name", GENRES)
def test_the_list_filled_in_and_given_back_leaves_no_gap_and_changes_nothing_else(
    tmp_path: Path, name: str, fill: Callable[[Draft, Path], Path]
) -> None:
    workspace = Workspace()
    before = workspace.draft(name, 2026)
    path = fill(before, tmp_path / ("单.xlsx" if fill is filled_xlsx else "单.yaml"))
    after = workspace.draft(name, 2026, files=[path])
    assert (after.gaps, gaps(after)) == ((), [])
    told = [problem.code for problem in after.problems if problem.severity != "advice"]
    assert [code for code in told if code not in ("speech-too-short", "document-too-long")] == []
    assert [block.id for block in after.document.blocks] == [block.id for block in before.document.blocks]
    for old, new in zip(before.document.blocks, after.document.blocks, strict=True):
        pattern = "".join(".+?" if isinstance(inline, Gap) else re.escape(inline.text) for inline in old.inlines)
        pattern = pattern.replace(".+?.+?", ".+?").replace(".+?.+?", ".+?")
        assert re.fullmatch(pattern, new.text), (old.text, new.text)


def test_an_empty_list_given_back_changes_nothing(tmp_path: Path) -> None:
    before = Workspace().draft("annual-summary", 2026)
    (tmp_path / "单.xlsx").write_bytes(before.to_fill())
    after = Workspace().draft("annual-summary", 2026, files=[tmp_path / "单.xlsx"])
    assert after.document.blocks == before.document.blocks
    assert after.gaps == before.gaps


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
@pytest.mark.parametrize("name", GENRES)
def test_a_year_has_its_own_expressions_and_nothing_of_another(name: str, year: int) -> None:
    text = Workspace().draft(name, year).to_bytes("txt").decode()
    own = {entry["text"] for entry in EXPRESSIONS if is_of(year, entry)}
    assert name not in OUTLINES or {words for words in own if words in text} == own
    rest = text
    for words in sorted(own, key=len, reverse=True):
        rest = rest.replace(words, "")
    assert [entry["text"] for entry in EXPRESSIONS if entry["text"] not in own and entry["text"] in rest] == []
    assert set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)) <= {str(year), str(year - 1)}


def is_of(year: int, entry: dict[str, str]) -> bool:
    """Whether a document about `year` says the expression: its campaign, or the line, thought and plan at its end."""
    begins, ends = entry.get("from") or "9", entry.get("to") or "9"
    return begins[:4] == str(year) if entry["kind"] == "campaign" else begins <= f"{year}-12-31" <= ends


@pytest.mark.parametrize("year", [1900, 3000])
def test_a_year_out_of_reach_is_told(year: int) -> None:
    assert told(lambda: Workspace().draft("annual-summary", year))[0].code == "year-missing"


def test_the_year_is_needed_where_no_folder_says_one() -> None:
    with pytest.raises(Stop, match="不知道写哪一年"):
        Workspace().draft("annual-summary")


def test_a_workspace_drafts_many_documents(make: Make) -> None:
    workspace = make({"bad": "titel: x\n"})
    first = workspace.draft("base", 2026).to_bytes("docx")
    with pytest.raises(Stop):
        workspace.draft("bad", 2026)
    assert workspace.draft("base", 2026).to_bytes("docx") == first
    assert workspace.draft("base", 2025).document.year == 2025


def test_facts_from_python_win_over_files(make: Make) -> None:
    workspace = make(files={"facts/2026.yaml": "activity.centre_group_sessions: 3\n"})
    draft = workspace.draft("annual-summary", 2026, facts={"activity.centre_group_sessions": 12})
    assert "12次" in draft.to_bytes("txt").decode()
    assert [problem.code for problem in draft.problems] == ["fact-overridden"]


def test_what_one_draft_is_given_is_not_in_the_next(make: Make) -> None:
    workspace = make(files={"facts/2026.yaml": "activity.centre_group_sessions: 3\n"})
    first = workspace.draft("annual-summary", 2026)
    workspace.draft("annual-summary", 2026, assigned=["activity.centre_group_sessions=12"])
    again = workspace.draft("annual-summary", 2026)
    assert (again.document, again.problems) == (first.document, first.problems)


def test_last_year_comes_from_the_files_of_the_year_before(make: Make) -> None:
    workspace = make(
        {"own": "title: t\nsections: [{id: a, text: '{{ facts.clean.inspections|growth }}'}]\n"},
        {"facts/2026.yaml": "clean.inspections: 12\n", "facts/2025.yaml": "clean.inspections: 10\n"},
    )
    assert workspace.draft("own", 2026).document.blocks[-1].text == "增长20.0%"


def test_a_workspace_says_the_same_wherever_it_lies(make: Make, tmp_path: Path) -> None:
    make()
    copy = put(
        tmp_path / "elsewhere", {p.relative_to(EXAMPLE).as_posix(): p.read_bytes() for p in EXAMPLE.rglob("*.*")}
    )
    for format in ("docx", "json", "md"):
        drafts = [Workspace(folder).draft("annual-summary", 2026).to_bytes(format) for folder in (EXAMPLE, copy)]
        assert drafts[0] == drafts[1]


def test_problems_name_files_as_the_user_does_and_in_json_as_the_folder_does(make: Make) -> None:
    theme_days = "activity.theme_days: "
    workspace = make(files={"facts/2026.yaml": f"{theme_days}1\n", "facts/2026-b.yaml": f"{theme_days}2\n"})
    draft = workspace.draft("base", 2026)
    (problem,) = draft.problems
    assert problem.origin is not None
    assert Path(problem.origin.file) == Path("我院/facts/2026.yaml")
    (told,) = json.loads(draft.to_bytes("json"))["problems"]
    assert (told["file"], told["line"]) == ("facts/2026.yaml", 1)


class TestTemplates:
    """Where a template is looked for: the outline's own folder, along extends, common; each first in the workspace."""

    OWN = "extends: base\nsections: [{id: c, lead: {template: t}}]\n"

    def said(self, make: Make, *places: str) -> str:
        workspace = make({"own": self.OWN}, {f"templates/{place}/t.j2": f"取自{place}" for place in places})
        return workspace.draft("own", 2026).document.blocks[-1].text

    def test_its_own_folder_comes_first(self, make: Make) -> None:
        assert self.said(make, "own", "base", "common") == "取自own"

    def test_then_those_of_what_it_extends(self, make: Make) -> None:
        assert self.said(make, "base", "common") == "取自base"

    def test_then_the_common_one(self, make: Make) -> None:
        assert self.said(make, "common") == "取自common"

    def test_a_folder_of_another_outline_is_not_searched(self, make: Make) -> None:
        with pytest.raises(Stop, match="找不到模板“t”"):
            self.said(make, "other")

    def test_an_own_template_of_the_same_path_replaces_a_built_in_one(self, make: Make) -> None:
        workspace = make(files={"templates/annual-summary/closing.j2": "本院自己的结尾。"})
        for name in OUTLINES:
            assert (
                workspace.draft(name, 2026).document.blocks[-1 - (name == "annual-report")].text == "本院自己的结尾。"
            )

    def test_the_outlines_own_folder_comes_before_the_hospitals_of_its_base(self, make: Make) -> None:
        workspace = make(files={"templates/annual-summary/opening.j2": "总结的开头。"})
        opening = [block for block in workspace.draft("annual-report", 2026).document.blocks if block.id == "opening"]
        assert opening[0].text != "总结的开头。"


def test_given_files_of_one_name_are_all_read_in_their_order(make: Make, folder: Path) -> None:
    workspace = make({"own": "title: t\nsections: [{id: a, text: '{{ facts.activity.theme_days }}'}]\n"})
    put(folder, {"a.yaml": "activity.theme_days: 1\n", "b/a.yaml": "activity.theme_days: 2\n"})

    def drafted(*files: str) -> Fact:
        (fact,) = workspace.draft("own", 2026, files=files).document.blocks[-1].inlines
        assert isinstance(fact, Fact)
        return fact

    assert (drafted("a.yaml", "b/a.yaml").text, drafted("b/a.yaml", "a.yaml").text) == ("2", "1")
    assert drafted("a.yaml", "b/a.yaml", "a.yaml").text == "1"
    assert drafted("a.yaml", "b/a.yaml").sources == ("a（2）.yaml:1",)


def test_one_given_file_may_stand_without_a_list(make: Make, folder: Path) -> None:
    workspace = make({"own": "title: t\nsections: [{id: a, text: '{{ facts.activity.theme_days }}'}]\n"})
    put(folder, {"a.yaml": "activity.theme_days: 1\n"})
    assert workspace.draft("own", 2026, files="a.yaml").document.blocks[-1].text == "1"


@pytest.mark.parametrize("year", ["很久", 1900, "20266", 3000])
def test_a_year_that_is_none_is_told(make: Make, year: int | str) -> None:
    workspace = make()
    assert [problem.code for problem in told(lambda: workspace.draft("base", year))] == ["year-missing"]


def test_what_in_facts_is_not_read_is_told(make: Make) -> None:
    workspace = make(
        files={"facts/各科.xlsx": b"", "facts/2026.yaml": "activity.theme_days: 1\n", "facts/备忘.txt": "x"}
    )
    (problem,) = workspace.draft("base", 2026).problems
    assert (problem.code, problem.severity) == ("facts-unread", "warning")
    assert [(each.code, each.severity) for each in workspace.draft("base", 2030).problems] == [
        ("facts-unread", "warning"),
        ("facts-no-year", "advice"),
    ]


def test_a_list_given_back_untouched_leaves_a_value_that_only_its_growth_doubts(make: Make, tmp_path: Path) -> None:
    words = "服务{{ facts.service.free_clinic_people }}人次，同比{{ facts.service.free_clinic_people | growth }}。"
    workspace = make(
        {"own": f"title: t\nsections: [{{id: a, text: '{words}'}}]\n"},
        {"facts/2026.yaml": "service.free_clinic_people: {value: 约3200, last_year: 3000}\n"},
    )
    first = workspace.draft("own", 2026)
    for path, content in ((tmp_path / "单.xlsx", first.to_fill()), (tmp_path / "单.yaml", form_of(first))):
        path.write_bytes(content)
        again = workspace.draft("own", 2026, files=[path])
        assert again.to_bytes("txt") == first.to_bytes("txt")
        assert "服务约3200人次，同比【待核实" in again.to_bytes("txt").decode()


def form_of(draft: Draft) -> bytes:
    return form((ask, "") for ask in draft.gaps)


def test_an_empty_table_is_told_by_the_file_that_says_so(make: Make, folder: Path) -> None:
    workspace = make(files={"facts/2026.yaml": "issues: [{issue: 甲}]\n"})
    put(folder, {"空.yaml": "issues: []\n"})
    told = [problem.message for problem in workspace.draft("annual-summary", 2026, files=["空.yaml"]).problems]
    assert [message for message in told if "空表（空.yaml）" in message] == told[:1]
