"""A document as a PDF, as LibreOffice prints its .docx. LibreOffice dates it: no two are the same to the byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator import office
from generator.document import Document
from generator.layout import Layout
from generator.writers import docx

_INSTEAD = "改写成 docx，再在 WPS 里“输出为PDF”；或者装上 LibreOffice"


def writer(layout: Layout) -> Callable[[Document], bytes]:
    """The writer for `layout`; it raises Stop where LibreOffice is not there. Many are quicker by `printed`."""
    write = docx.writer(layout)
    return lambda document: printed([write(document)])[0]


def printed(packages: Sequence[bytes]) -> list[bytes]:
    """Each .docx as a PDF, all with one start of LibreOffice. Raises Stop where it is not there."""
    return office.pdfs(packages, _INSTEAD)
