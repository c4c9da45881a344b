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

from generator import Draft, Workspace, final, office, places
from generator.document import Document
from generator.word import recipe
from tests import validators
from tests.genres import GENRES, empty, filled
from tests.packages import DOCUMENT, parts, texts
from tests.test_formal import INNER, NOTICE
from tests.workspaces import EXAMPLE, ROOT, put

LAYOUTS = sorted(path.stem for path in (places.data() / "layouts").glob("*.yaml"))
# GB/T 9704-2012 10.1: a letter names no signer, nor who printed it and when.
LEFT_OUT = {"gbt9704-letter": {"red_head.signers", "red_head.signers.2", "imprint.issuer", "imprint.date"}}
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
    """In one layout: a document with a table, and a formal one with all its parts and a gap in what is attached."""
    shutil.copytree(EXAMPLE, folder)
    hospital = (folder / "hospital.yaml").read_text(encoding="utf-8").replace("layout: gbt9704", f"layout: {name}")
    put(folder, {"hospital.yaml": hospital, "outlines/n.yaml": NOTICE, "outlines/inner.yaml": INNER})
    across = "extends: work-plan\nsections: [{id: task-table, table: {caption: 任务分解表, landscape: true}}]\n"
    put(folder, {"outlines/across.yaml": across})
    plan = GENRES["work-plan"]
    for outline in (plan.name, "across"):
        yield f"{outline}-{name}", Workspace(folder).draft(outline, plan.year, files=plan.files)
    yield f"notice-{name}", Workspace(folder).draft("n", 2020)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All drafts as .docx, and the final versions of the genres."""
    folder = tmp_path_factory.mktemp("validity")
    made = dict(drafts())
    for layout in LAYOUTS:
        made |= dict(in_layout(layout, folder / f"in {layout}"))
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
def test_every_word_of_a_draft_reaches_the_file(name: str, tmp_path: Path) -> None:
    draft = drafts()[name]
    assert missing(draft.document, texts(draft.save(tmp_path / "稿.docx"))) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_reaches_the_file_in_every_layout(name: str, tmp_path: Path) -> None:
    for draft in dict(in_layout(name, tmp_path / "我院")).values():
        lost = missing(draft.document, texts(draft.save(tmp_path / "稿.docx", force=True)))
        assert set(lost) <= LEFT_OUT.get(name, set())


def missing(document: Document, paragraphs: list[str]) -> list[str]:
    """The blocks whose words are not in a paragraph; a long one is looked for before a short one takes its words."""
    # A title breaks where its layout wants it.
    written, lost = "\n".join(paragraph.replace("\n", "") for paragraph in paragraphs), []
    for block in sorted(document.blocks, key=lambda block: -len(block.text)):
        said = "".join(inline.text for inline in block.inlines)
        if said in written:
            written = written.replace(said, "\0", 1)
        else:
            lost.append(block.id)
    return lost


@pytest.mark.parametrize("name", [f"{name}-filled" for name in GENRES])
def test_pandoc_reads_the_title_and_the_headings_with_their_levels(name: str, tmp_path: Path) -> None:
    if shutil.which("pandoc") is None:
        pytest.skip("needs pandoc: run tests/validators.sh")
    draft = drafts()[name]
    blocks = draft.document.blocks
    title, headings = validators.pandoc_headings(draft.save(tmp_path / "稿.docx"))
    assert title == (blocks[0].text if blocks[0].kind == "title" else "")
    assert headings == [(block.level, block.text) for block in blocks if block.kind == "heading"]


def test_libreoffice_keeps_the_words_the_marks_and_the_comments(files: list[Path], tmp_path: Path) -> None:
    """All in one, since LibreOffice takes its time to start. The final version is made of its copy just so."""
    program = office.find()
    if program is None:
        pytest.skip("needs LibreOffice: run tests/rendering/install.sh as root")
    copies = resaved(program, files, tmp_path)
    for file, copy in copies.items():
        assert words(copy) == words(file), file.name
        assert recipe.read(copy.read_bytes()) == recipe.read(file.read_bytes()), file.name
        lost = [each for each in said(file) if each not in said(copy)]
        assert said(copy) == [each for each in said(file) if each not in lost], file.name
        assert not lost or has_frames(file), file.name
    for name in GENRES:
        draft, finished = (next(file for file in files if file.stem == f"{name}-filled{end}") for end in ("", "-定稿"))
        made = final(copies[draft])
        assert (made.problems, made.taken.recipe) == ((), True)
        assert words(made.save(tmp_path / f"{name}.docx")) == words(finished)


def resaved(program: Path, files: list[Path], folder: Path) -> dict[Path, Path]:
    """The copy that LibreOffice saved of each file; one start for all."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "copies")]
    subprocess.run([str(program), profile, *convert, *map(str, files)], capture_output=True, check=True, timeout=600)
    return {file: folder / "copies" / file.name for file in files}


def has_frames(file: Path) -> bool:
    """LibreOffice 7.4 has no comments in frames, and drops them; the gaps that they ask for keep mark and colour."""
    return "<w:framePr " in parts(file)[DOCUMENT]


def words(file: Path) -> list[str]:
    """The paragraphs that say something: LibreOffice has blank ones of its own round a frame."""
    return [text for text in texts(file) if text]


def said(file: Path) -> list[tuple[str, str]]:
    return [(comment.author, comment.text) for comment in docx.Document(str(file)).comments]
