"""Properties of a .docx that tell how it was made: the program, its templates, gaps. What people typed stays."""

from __future__ import annotations

from lxml import etree

from generator import gaps
from generator.word.opened import Opened

_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_PARTS = (_EXTENDED + "Properties", _CUSTOM + "Properties", _CORE + "coreProperties")
_OURS = ("nigao", "拟稿")


def take_out(opened: Opened) -> int:
    """Take out the properties that name us or a template, or hold a gap; how many."""
    found = [each for tag in _PARTS for _, root in opened.named(tag) for each in root.iterchildren("*") if _tells(each)]
    for each in found:
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)
    return len(found)


def _tells(element: etree._Element) -> bool:
    text = "".join(element.itertext("*", with_tail=False)).strip()
    name = element.get("name", "")
    return bool(
        (element.tag == _EXTENDED + "Template" and text)
        or text.lower() in _OURS
        or name.lower().startswith(_OURS)
        or gaps.like(text)
    )
