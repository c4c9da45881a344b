"""Everything that the genres and the examples write, in every layout, as other programs see it: sound, whole, and with
its headings, its comments, its marks and its recipe still there after LibreOffice saved it anew.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pytest

from generator import Draft, Workspace, final, places
from generator.document import Document, walk
from generator.word import recipe
from tests import validators
from tests.genres import GENRES, empty, filled
from tests.packages import texts
from tests.workspaces import EXAMPLE, ROOT, put

USUAL = "gbt9704"
OTHER_LAYOUTS = sorted({path.stem for path in (places.data() / "layouts").glob("*.yaml")} - {USUAL})
SECOND = ROOT / "examples" / "maternity-hospital"


@cache
def drafts() -> dict[str, Draft]:
    """By name: every genre with the example's facts and with none, and what the second example has of its own."""
    own = sorted(path.stem for path in (SECOND / "outlines").glob("*.yaml") if path.stem != "facts")
    return {
        **{f"{name}-filled": filled(name) for name in GENRES},
        **{f"{name}-empty": empty(name) for name in GENRES},
        **{f"{name}-second": Workspace(SECOND).draft(name, 2026) for name in own},
    }


def in_layout(name: str, folder: Path) -> Iterator[tuple[str, Draft]]:
    """What hospitals would draft that had chosen a layout: with a table and without gaps, and full of gaps."""
    shutil.copytree(EXAMPLE, folder / name)
    own = (EXAMPLE / "hospital.yaml").read_text(encoding="utf-8").replace(f"layout: {USUAL}", f"layout: {name}")
    put(folder / name, {"hospital.yaml": own})
    put(folder / f"{name}-empty", {"hospital.yaml": f"name: 青梧县人民医院\nlayout: {name}\n"})
    plan = GENRES["work-plan"]
    yield f"{plan.name}-{name}", Workspace(folder / name).draft(plan.name, plan.year, files=plan.files)
    yield f"speech-{name}-empty", Workspace(folder / f"{name}-empty").draft("speech", 2026)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All drafts as .docx, and the final versions of the genres."""
    folder = tmp_path_factory.mktemp("validity")
    made = dict(drafts())
    for layout in OTHER_LAYOUTS:
        made |= dict(in_layout(layout, folder / "workspaces"))
    paths = [draft.save(folder / f"{name}.docx") for name, draft in made.items()]
    return paths + [final(folder / f"{name}-filled.docx").save() for name in GENRES]


def test_ooxml_integrity_finds_nothing(files: list[Path]) -> None:
    assert validators.integrity(files) == []


def test_openxml_audit_finds_nothing(files: list[Path]) -> None:
    assert validators.audit(files) == []


def test_the_open_xml_sdk_finds_nothing(files: list[Path]) -> None:
    if reason := validators.sdk_missing():
        pytest.skip(reason)
    assert validators.sdk(files) == []


def test_the_validators_find_what_is_wrong(files: list[Path], tmp_path: Path) -> None:
    """So that their silence means something."""
    wrong = tmp_path / "错.docx"
    opened = docx.Document(str(files[0]))
    opened.element.body.append(opened.element.body.makeelement(f"{{{opened.element.nsmap['w']}}}nonsense"))
    opened.paragraphs[0]._p.get_or_add_pPr().get_or_add_pStyle().val = "没有"
    opened.save(str(wrong))
    assert validators.integrity([wrong])
    assert validators.audit([wrong])
    if not validators.sdk_missing():
        assert validators.sdk([wrong])


@pytest.mark.parametrize("name", drafts())
def test_every_word_of_the_document_reaches_the_file(name: str, tmp_path: Path) -> None:
    document = drafts()[name].document
    written = "\n".join(texts(drafts()[name].save(tmp_path / "稿.docx")))
    assert missing(document, written) == []


def missing(document: Document, written: str) -> list[str]:
    """The pieces of the document that are not in a text in their order."""
    lost, at = [], 0
    for _, inline in walk(document):
        found = written.find(inline.text, at)
        if found < 0:
            lost.append(inline.text)
        else:
            at = found + len(inline.text)
    return lost


@pytest.mark.parametrize("name", [f"{name}-filled" for name in GENRES])
def test_pandoc_reads_the_title_and_the_headings_with_their_levels(name: str, tmp_path: Path) -> None:
    if shutil.which("pandoc") is None:
        pytest.skip("needs pandoc: run tests/validators.sh")
    draft = drafts()[name]
    blocks = draft.document.blocks
    title, headings = validators.pandoc_headings(draft.save(tmp_path / "稿.docx"))
    assert title == "".join(block.text for block in blocks if block.kind == "title")
    assert headings == [(block.level, block.text) for block in blocks if block.kind == "heading"]


def test_libreoffice_keeps_the_words_the_marks_and_the_comments(files: list[Path], tmp_path: Path) -> None:
    """All in one, since LibreOffice takes its time to start. The final version is made of its copy just so."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice)")
    copies = resaved(files, tmp_path)
    for file, copy in copies.items():
        assert texts(copy) == texts(file), file.name
        assert recipe.read(copy.read_bytes()) == recipe.read(file.read_bytes()), file.name
        assert said(copy) == said(file), file.name
    for name in GENRES:
        draft, finished = (next(file for file in files if file.stem == f"{name}-filled{end}") for end in ("", "-定稿"))
        made = final(copies[draft])
        assert (made.problems, made.taken.recipe) == ((), True)
        assert texts(made.save(tmp_path / f"{name}.docx")) == texts(finished)


def resaved(files: list[Path], folder: Path) -> dict[Path, Path]:
    """The copy that LibreOffice saved of each file; one start for all."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "copies")]
    subprocess.run(["soffice", profile, *convert, *map(str, files)], capture_output=True, check=True, timeout=600)
    return {file: folder / "copies" / file.name for file in files}


def said(file: Path) -> list[tuple[str, str]]:
    return [(comment.author, comment.text) for comment in docx.Document(str(file)).comments]
