"""Somebody's .docx: read with bounds, and told what it is where it is none. Nothing in it is run or followed."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from lxml import etree

from generator import archive
from generator.problems import Origin, Problem, Stop, error, reason
from generator.word.ooxml import parse, serialized

MAX_BYTES = 100_000_000
SAVE_ANEW = "用 WPS 或 Word 打开，另存为 .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
# What Word fetches or runs by itself; a hyperlink waits for a click.
_KEPT_LINKS = ("/hyperlink",)


def read(path: Path, origin: Origin) -> bytes:
    """The bytes of a file that somebody names. Raises Stop where it cannot be read, or is larger than MAX_BYTES."""
    if os.path.isdir(path):
        raise Stop([error("file-unreadable", "这是一个文件夹，不是文件", origin, "写出里面的文件")])
    try:
        if not S_ISREG(os.stat(path).st_mode):
            # Whoever opens a pipe or a device, such as con.docx on Windows, may wait for ever.
            raise Stop([error("file-unreadable", "这是管道或设备，不是普通文件", origin, "换成文件本身")])
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as failure:
        hint = "检查文件名和路径；文件正在别的程序里打开时，先关闭"
        raise Stop([error("file-unreadable", f"文件打不开：{reason(failure)}", origin, hint)]) from None
    if len(data) > MAX_BYTES:
        raise Stop([error("file-too-large", "文件超过100MB", origin, "把大图片压缩或去掉，另存一份")])
    return data


def opened(data: bytes, origin: Origin) -> dict[str, bytes]:
    """The parts of a .docx by name, its document where word processors put it. Raises Stop as `unpacked` does."""
    parts = unpacked(data, origin)
    try:
        parse(parts[_DOCUMENT])
    except (KeyError, etree.XMLSyntaxError):
        raise Stop([damaged(origin)]) from None
    return parts


def unpacked(data: bytes, origin: Origin) -> dict[str, bytes]:
    """The parts of a package by name. Raises Stop for a .doc or .wps, an encrypted or a damaged file."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Stop([_encrypted(origin)])
        raise Stop([error("docx-old", "这是旧格式（.doc、.wps），不是 .docx", origin, SAVE_ANEW)])
    try:
        return archive.unpack(data)
    except archive.TooLarge:
        raise Stop([too_large(origin)]) from None
    except archive.Encrypted:
        raise Stop([_encrypted(origin)]) from None
    except archive.Unreadable:
        raise Stop([damaged(origin)]) from None


def damaged(origin: Origin) -> Problem:
    return error("docx-damaged", "文件打不开，可能不是 .docx，也可能坏了", origin, SAVE_ANEW)


def too_large(origin: Origin) -> Problem:
    return error("docx-too-large", "文件解压以后太大", origin, "把大图片压缩或去掉，另存一份")


def _encrypted(origin: Origin) -> Problem:
    return error("docx-encrypted", "文件有密码，打不开", origin, "用密码打开，去掉密码另存一份")


def inert(parts: dict[str, bytes]) -> bytes:
    """The same document without its ties to anything outside: linked pictures, templates, objects and macros.

    A part of relations that cannot be read is left out.
    """
    kept = {name: content for name, content in parts.items() if "vbaProject" not in name and "/activeX/" not in name}
    for name in [name for name in kept if name.endswith(".rels")]:
        try:
            kept[name] = _unlinked(kept[name])
        except etree.XMLSyntaxError:
            del kept[name]
    first = {name: kept[name] for name in (_TYPES,) if name in kept}
    return archive.pack({**first, **kept}.items())


def _unlinked(relations: bytes) -> bytes:
    root = parse(relations)
    for link in list(root):
        if link.get("TargetMode") == "External" and not link.get("Type", "").endswith(_KEPT_LINKS):
            root.remove(link)
    return serialized(root)
