"""What a file is that calls itself a table and is none: a Word document, a web page, a table of an old format.

It is known by its first bytes, or by the names of its parts, and told with a remedy.
"""

from __future__ import annotations

import re

from generator.archive import Package
from generator.problems import Origin, Problem, error

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
_SAVE_AS = "用 Excel 或 WPS 打开，另存为 .xlsx"
_PASSWORD = "打开后清空密码再保存：Excel 在“文件→信息→保护工作簿→用密码进行加密”，WPS 在“文件→文档加密→密码加密”"
_COPY = "把里面的表格复制到新的 .xlsx 里"
_PARTS = (
    ("word/document.xml", "这是 Word 文档，不是表格", _COPY),
    ("ppt/presentation.xml", "这是演示文稿，不是表格", _COPY),
    ("xl/workbook.bin", "这是 .xlsb 格式的 Excel 文件", _SAVE_AS),
    ("content.xml", "这是 OpenDocument 文件，不是 .xlsx", _SAVE_AS),
)
_HEADS = (
    (r"%PDF-", "这是 PDF，不是表格", "把要用的数填进 .xlsx 里"),
    (r".*urn:schemas-microsoft-com:office:spreadsheet", "这是 XML 格式的表格，不是 .xlsx", _SAVE_AS),
    (r"mime-version:|.*<(!doctype\s+html|html|table)[\s>]", "这是网页，只是后缀写成了表格", _SAVE_AS),
    (r"\{\\rtf", "这是 RTF 文档，不是表格", _COPY),
)


def of_bytes(data: bytes, name: str) -> Problem | None:
    """What is wrong with bytes that are no zip package; None where they may be one."""
    if data.startswith(ZIP):
        return None
    if data.startswith(OLE):
        return _of_ole(data, name)
    if not data.strip(b"\0"):
        hint = "检查是不是没有下载完、没有保存好，换一份完整的"
        return error("sheet-unreadable", "文件是空的", Origin(name), hint)
    if problem := _of_head(data, name):
        return problem
    if _head(data):
        return _other("这是文本，只是后缀写成了表格", name, f"是 CSV 就把后缀改成 .csv；不是就{_SAVE_AS}")
    return None


def of_text(data: bytes, name: str) -> Problem | None:
    """What is wrong with bytes that are no text of cells; None where they may be one."""
    if data.startswith((ZIP, OLE)):
        return _other("这不是 CSV，只是后缀写成了 .csv", name, f"是 Excel 文件就把后缀改成 .xlsx；不是就{_SAVE_AS}")
    return _of_head(data, name)


def of_package(package: Package, name: str) -> Problem | None:
    """What is wrong with a package that is about something else; None where it may be a workbook."""
    names = {each.lower() for each in package.names}
    for part, message, hint in _PARTS:
        if part in names:
            return _other(message, name, hint)
    if "[content_types].xml" not in names:
        return _other("这是压缩包，不是表格", name, "解压以后，用里面的表格")
    return None


def encrypted(name: str) -> Problem:
    """A workbook that has a password."""
    return error("sheet-encrypted", "文件有密码，打不开", Origin(name), _PASSWORD)


def _of_ole(data: bytes, name: str) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted(name)
    if "WordDocument".encode("utf-16-le") in data:
        return _other("这是旧格式的 Word 文档，不是表格", name, _COPY)
    return error("sheet-old-format", "这是旧格式的 Excel 文件", Origin(name), _SAVE_AS)


def _of_head(data: bytes, name: str) -> Problem | None:
    head = _head(data)
    found = (each for each in _HEADS if re.match(each[0], head, re.IGNORECASE | re.DOTALL))
    return next((_other(message, name, hint) for _, message, hint in found), None)


def _other(message: str, name: str, hint: str) -> Problem:
    return error("sheet-other-format", message, Origin(name), hint)


def _head(data: bytes) -> str:
    """The beginning of a text, empty for what is none."""
    start = data[:2_000]
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "gb18030"
    for known in ("utf-8-sig", encoding):
        text = start.decode(known, "ignore")
        if len(text.encode(known, "ignore")) + 8 >= len(start) and not re.search("[\x00-\x08\x0e-\x1f]", text):
            return text.strip()
    return ""
