"""Hospitals' folders of real files, bent: listed, shown, drafted, asked for, by the API and by the command."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from generator import Draft, Workspace
from generator.cli import main
from generator.problems import Stop
from tests.fuzz import laws
from tests.fuzz.bending import bent_bytes, bent_lines, bent_tree
from tests.fuzz.choices import Choices
from tests.workspaces import BUILT_IN, ROOT, SMALL, put

# Gone when the process ends; in memory where that can be had.
_KEPT = tempfile.TemporaryDirectory(prefix="nigao-fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
DESK = Path(_KEPT.name)
YEAR = 2026
GOOD = (
    "一句。",
    "{{ hospital.name }}",
    "{{ year }}年",
    "{{ facts.org.members_total }}名",
    "〔2026〕1号",
    "甲\n乙",
    "{{ hospital.superior }}",
)


@cache
def hospitals() -> tuple[Mapping[str, str], ...]:
    """The files of small and of real folders, by path."""
    small = {name: text if isinstance(text, str) else text.decode() for name, text in SMALL.items()}
    return small, *(_files(folder) for folder in sorted((ROOT / "examples").iterdir()))


def _files(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in (".yaml", ".j2"))
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Files of the product that a hospital may lay over: outlines, their templates, the wording."""
    found = []
    for top in ("outlines", "templates"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".yaml", ".j2") and path.name != "facts.yaml":
                found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
    return tuple(found)


@cache
def layouts() -> tuple[str, ...]:
    """The layouts that are shipped."""
    folder = ROOT / "generator" / "data" / "layouts"
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml")))


@cache
def fragments() -> tuple[str, ...]:
    """Pieces of the templates that are shipped, to splice in."""
    words = (
        " ".join(text for name, text in shipped() if name.endswith(".j2")).replace("}}", "}}\0").replace("%}", "%}\0")
    )
    return tuple(
        sorted({piece[max(piece.rfind("{{"), piece.rfind("{%")) :] for piece in words.split("\0") if "{" in piece})
    )


def bent_folder(choose: Choices) -> tuple[dict[str, str | bytes], str]:
    """The files of a folder, some of them bent, and the outline to draft."""
    files: dict[str, str | bytes] = dict(choose.choice(hospitals()))
    name = choose.choice([*BUILT_IN, *(Path(path).stem for path in files if _is_outline(path))])
    of_it = {path: text for path, text in shipped() if Path(path).stem == name or Path(path).parts[1] == name}
    if choose.chance(35):
        mine = f"outlines/{name}.yaml"
        files[mine] = _formal(choose, str(files.get(mine) or of_it.get(mine, "")))
    if choose.chance(20):
        files["layouts/own.yaml"] = _bent(choose, "layouts/own.yaml", choose.choice(layouts()))
        files["hospital.yaml"] = f"{files['hospital.yaml']}\nlayout: own\n"
    for _ in range(choose.choice((0, 1, 1, 1, 2))):
        path = choose.choice(sorted(files))
        if choose.chance(60):
            mine = f"outlines/{name}.yaml"
            path = mine if choose.chance(60) else choose.choice(sorted({mine, *of_it}))
            files.setdefault(path, of_it.get(path, ""))
        files[path] = _bent(choose, path, files[path])
    return files, name


def _formal(choose: Choices, text: str) -> str:
    """An outline as a formal document: what stands round the body, of random words."""

    def words() -> str:
        return json.dumps(choose.choice([choose.word(), choose.choice(fragments()), *GOOD]))

    def some(*keys: str) -> str:
        return "{" + ", ".join(f"{key}: {words()}" for key in keys if choose.chance(60)) + "}"

    def several() -> str:
        return "[" + ", ".join(words() for _ in range(choose.randrange(4))) + "]"

    cc, signers = several(), several()
    attached = (
        f"{{title: {words()}, text: {words()}}}",
        f"{{outline: {choose.choice(BUILT_IN)}}}",
        some("title", "text"),
    )
    parts = (
        f"red_head: {{organ: {words()}, number: {words()}, signers: {signers}}}",
        f"red_head: {some('organ', 'number', 'copy_no', 'secrecy', 'urgency', 'signers')}",
        f"attendance: {some('present', 'absent', 'observers')}",
        f"attachments: [{', '.join(choose.sample(attached, choose.randrange(4)))}]",
        f"imprint: {{cc: {cc}, issuer: {words()}, date: {words()}}}",
        f"imprint: {some('cc', 'issuer', 'date')}",
        "sealed: true",
        f"layout: {choose.choice(['gbt9704-full', 'gbt9704-letter', 'speech-large', 'plain'])}",
    )
    return "\n".join([text, *choose.sample(parts, choose.randint(1, 4)), ""])


def _is_outline(path: str) -> bool:
    return path.startswith("outlines/") and path != "outlines/facts.yaml"


def _bent(choose: Choices, path: str, text: str | bytes) -> str | bytes:
    if isinstance(text, bytes):
        return bent_bytes(choose, text)
    kind = choose.randrange(20)
    if kind == 0:
        return bent_bytes(choose, text.encode("utf-8", "surrogatepass"))
    if kind == 1:
        return text.encode(choose.choice(["gb18030", "utf-16", "utf-8-sig"]), "replace")
    if path.endswith(".j2") or kind < 11:
        return bent_lines(choose, text, fragments())
    return bent_tree(choose, text)


def _put(files: Mapping[str, str | bytes]) -> Path:
    folder = DESK / "我院"
    shutil.rmtree(folder, ignore_errors=True)
    return put(
        folder,
        {name: text if isinstance(text, bytes) else text.encode("utf-8", "replace") for name, text in files.items()},
    )


def command(*arguments: str) -> None:
    """The command, run in an empty folder beside the hospital's, must be sound, and leave nothing when it fails."""
    desk = DESK / "稿"
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir()
    out, err, argv = io.StringIO(), io.StringIO(), sys.argv
    code = 0
    try:
        sys.argv = ["nigao", *arguments]
        with contextlib.chdir(desk), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.argv = argv
    writes = arguments[0] in ("draft", "facts", "new")
    laws.sound(out.getvalue(), err.getvalue(), code, desk.rglob("*") if writes or code else [desk])


def run(data: bytes) -> None:
    choose = Choices(data)
    files, name = bent_folder(choose)
    folder = _put(files)
    with laws.bounded():
        workspace = laws.result(lambda: Workspace(folder))
    if workspace is None:
        return
    with laws.bounded():
        workspace.outlines()
        shown = laws.result(lambda: workspace.outline_text(name, choose.chance(50)))
        draft = laws.result(lambda: workspace.draft(name, YEAR))
        workspace.layouts()
        for layout in ("own", "gbt9704-full") if "layouts/own.yaml" in files else ():
            laws.result(lambda: workspace.layout_text(layout, True))  # noqa: B023
            laws.result(lambda: workspace.deviations(layout))  # noqa: B023
    if shown is not None:
        laws.read_again(shown, workspace._library.outlines.resolved(name).node)
    if choose.chance(25):
        kind = choose.choice(
            [["draft", name, "--to", ",".join(laws.FORMATS)], ["facts", name], ["list"], ["outline", name], ["layout"]]
        )
        command(*kind, "-w", str(folder), *(["--year", str(YEAR)] if kind[0] in ("draft", "facts") else []))
    if draft:
        finished(choose, workspace, draft, folder)


def finished(choose: Choices, workspace: Workspace, draft: Draft, folder: Path | None) -> None:
    """What holds of a draft: written in all formats, the same again, its lists given back, its gaps closed."""
    name = draft.document.outline
    laws.told_well(draft.problems)
    laws.gaps_listed(draft.document)
    with laws.bounded():
        files = laws.written(draft)
    kind = choose.randrange(4)
    if kind == 0:
        again = Workspace(folder).draft(name, YEAR)
        assert again.document == draft.document, "drafted again otherwise"
        assert laws.written(again) == files, "written again otherwise"
    elif kind == 1:
        given_back(choose, workspace, draft, files)
    else:
        given = laws.answers(workspace, draft)
        try:
            after = workspace.draft(name, YEAR, given)
        except Stop as stop:
            laws.told_well(stop.problems)
            return
        laws.gaps_listed(after.document)
        laws.closed_by_answers(draft, after, given)
        laws.written(after)


def given_back(
    choose: Choices,
    workspace: Workspace,
    draft: Draft,
    files: Mapping[str, bytes],
    facts: Mapping[str, object] | None = None,
    over: Sequence[Path] = (),
) -> None:
    """A list or form that comes back unchanged changes nothing. `facts` and `over` are what the draft was given."""
    form = choose.choice(["list", "form", "form.yaml"])
    path = DESK / ("还.yaml" if form.endswith("yaml") else "还.xlsx")
    path.write_bytes(files[form])
    again = workspace.draft(draft.document.outline, draft.document.year, facts, files=[*over, path])
    before, after = ([block.text for block in each.document.blocks] for each in (draft, again))
    changed = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
    assert before == after, f"the {form} given back: {changed[:2]}"
