"""A document as a .docx that Word and WPS open at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.document import Document
from generator.layout import Layout
from generator.word import package


def writer(layout: Layout) -> Callable[[Document], bytes]:
    """The writer for `layout`, on a base prepared once: keep it and write many documents with it."""
    return partial(package.write, base=package.prepare(layout))
