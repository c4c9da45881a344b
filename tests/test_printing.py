"""LibreOffice at work: `--to pdf`, and a .docx that would reach out. Skipped where it is not there."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator import Workspace, office
from tests.conftest import Nigao
from tests.rendered import missing
from tests.workspaces import EXAMPLE

needs_office = pytest.mark.skipif(missing() is not None, reason=missing() or "")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@needs_office
@pytest.mark.xdist_group("rendering")
def test_drafts_are_written_as_pdf_and_keep_the_standard(nigao: Nigao) -> None:
    done = nigao(
        "draft", "annual-report", "work-plan", "--year", "2026", "-w", str(EXAMPLE), "--to", "pdf,docx", "-o", "稿/"
    )
    assert done.code == 0, done.err
    for name in ("annual-report-2026", "work-plan-2026"):
        assert f"写好：{Path('稿') / name}.pdf" in done.out
        proof = nigao("proof", f"稿/{name}.pdf")
        assert (proof.code, proof.err) == (0, ""), proof.out


def test_without_libreoffice_no_pdf_is_written_nor_anything_else(nigao: Nigao, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    done = nigao("draft", "annual-summary", "--to", "pdf,docx")
    assert done.code == 1
    assert done.problems == [
        "错误：这台电脑上没有找到 LibreOffice，不能把 .docx 排成 PDF。"
        " → 改写成 docx，再在 WPS 里“输出为PDF”；或者装上 LibreOffice"
    ]
    assert list(Path().iterdir()) == []


@needs_office
@pytest.mark.xdist_group("rendering")
def test_a_docx_that_names_addresses_has_nothing_fetched(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        Path("外联.docx").write_bytes(_reaching_out(f"http://127.0.0.1:{listener.getsockname()[1]}"))
        assert Workspace().proof("外联.docx").measured.has_text
        with pytest.raises(TimeoutError):
            listener.accept()


def _reaching_out(address: str) -> bytes:
    """A .docx with a linked picture, a field that fetches one, and a template from elsewhere."""
    document = docx.Document()
    document.add_paragraph("党建工作")
    picture = document.part.relate_to(f"{address}/picture.png", f"{RELATIONS}/image", is_external=True)
    document.part._settings_part.relate_to(
        f"{address}/template.dotm", f"{RELATIONS}/attachedTemplate", is_external=True
    )
    names = nsdecls("w", "wp", "a", "pic", "r")
    document.paragraphs[0].add_run()._r.append(
        parse_xml(
            f'<w:drawing {names}><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:link="{picture}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
    )
    for text in (f'INCLUDEPICTURE "{address}/field.png"', f'INCLUDETEXT "{address}/field.docx"'):
        field = parse_xml(f"<w:fldSimple {names} w:instr='{text} \\d'><w:r><w:t>图</w:t></w:r></w:fldSimple>")
        document.add_paragraph()._p.append(field)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
