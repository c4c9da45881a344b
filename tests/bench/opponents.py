"""The same document by other means: docxtpl, plain python-docx, and the bare cost of building and zipping its XML."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

import docx
from docxtpl import DocxTemplate

from generator.document import Block, Document, Text, walk

_DOCUMENT = "word/document.xml"


class Docxtpl:
    """A template of the document's own paragraphs, each value a variable; loaded once, as we are."""

    def __init__(self, document: Document) -> None:
        self.values: dict[str, str] = {}
        package = docx.Document()
        for block in document.blocks:
            package.add_paragraph(self._words(block), _style(block))
        template = io.BytesIO()
        package.save(template)
        self.template = DocxTemplate(template)

    def _words(self, block: Block) -> str:
        return "".join(
            inline.text if isinstance(inline, Text) else self._variable(inline.text) for inline in block.inlines
        )

    def _variable(self, value: str) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"{{{{ {name} }}}}"

    def render(self) -> bytes:
        out = io.BytesIO()
        self.template.render(self.values, autoescape=True)
        self.template.save(out)
        return out.getvalue()


class PythonDocx:
    """The document's paragraphs, a run for each of its pieces, on the default package, which is read each time."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def render(self) -> bytes:
        package = docx.Document()
        for block in self.document.blocks:
            paragraph = package.add_paragraph(style=_style(block))
            for inline in block.inlines:
                paragraph.add_run(inline.text)
        out = io.BytesIO()
        package.save(out)
        return out.getvalue()


class Bare:
    """Our own package written again: values put into the document's XML, then all parts zipped. Nothing is decided."""

    def __init__(self, document: Document, package: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            self.parts = {name: opened.read(name) for name in opened.namelist()}
        xml = re.sub("[{}]", r"\g<0>\g<0>", self.parts.pop(_DOCUMENT).decode())
        self.values = [inline.text for _, inline in walk(document) if not isinstance(inline, Text)]
        at = 0
        pieces = []
        for value in self.values:
            shown = f">{escape(value, quote=False)}</w:t>"
            found = xml.index(shown, at)
            pieces.append(f"{xml[at:found]}>{{}}</w:t>")
            at = found + len(shown)
        self.xml = "".join(pieces) + xml[at:]

    def render(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(_DOCUMENT, self.xml.format(*(escape(value, quote=False) for value in self.values)))
            for name, content in self.parts.items():
                package.writestr(name, content)
        return out.getvalue()


def _style(block: Block) -> str | None:
    return f"Heading {block.level}" if block.kind == "heading" else "Title" if block.kind == "title" else None


def text_of(package: bytes) -> str:
    """All words of a .docx, paragraphs run together, breaks of lines aside."""
    paragraphs = docx.Document(io.BytesIO(package)).paragraphs
    return "".join(paragraph.text for paragraph in paragraphs).replace("\n", "")
