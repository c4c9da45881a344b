"""Documents into files: one module a format, and the table of them. Writers never ask where a document came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.document import Document
from generator.layout import Layout
from generator.writers import as_json, html, md, txt

Writer = Callable[[Document], bytes]


def _docx(layout: Layout) -> Writer:
    # python-docx and lxml cost more to import than a draft to write; the other formats do without them.
    from generator.writers import docx

    return docx.writer(layout)


def _pdf(layout: Layout) -> Writer:
    # What starts another program is not even loaded where no PDF is asked for.
    from generator.writers import pdf

    return pdf.writer(layout)


TABLE: Mapping[str, Callable[[Layout], Writer]] = {
    "docx": _docx,
    "html": lambda layout: html.write,
    "md": lambda layout: md.write,
    "txt": lambda layout: txt.write,
    "json": lambda layout: as_json.write,
    "pdf": _pdf,
}
FORMATS = tuple(TABLE)


def writer(name: str, layout: Layout) -> Writer:
    """The writer of the format `name`, one of FORMATS; keep it, since one that lays out is prepared for `layout`."""
    return TABLE[name](layout)
