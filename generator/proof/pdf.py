"""PDF files read into sheets of glyphs, with bounds. The only `pypdfium2`."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

from generator.problems import Origin, Problem, Stop, error
from generator.proof.sheets import MM_PER_PT, Box, Glyph, Sheet

MAX_PAGES = 1_000
MAX_GLYPHS = 2_000_000
_MAX_OBJECTS = 20_000
_THIN_PT = 3
_TALL_PT = 10
_THICK_PT = 8
_RED = 96


def sheets(data: bytes, origin: Origin) -> list[Sheet]:
    """The pages of a PDF. Raises Stop where it is damaged, encrypted or too large, or pypdfium2 is not installed."""
    try:
        import pypdfium2
    except ImportError:
        hint = "联网，在程序的文件夹里运行 pip install .[proof]，装好再试"
        raise Stop([error("proof-uninstalled", "量版面要用的 pypdfium2 没有装", None, hint)]) from None
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        raise Stop([_unreadable(failure, origin)]) from None
    try:
        return list(_sheets(opened, origin))
    except pypdfium2.PdfiumError:
        raise Stop([damaged(origin)]) from None
    finally:
        opened.close()


def _unreadable(failure: Any, origin: Origin) -> Problem:
    from pypdfium2 import raw

    if getattr(failure, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        hint = "用密码打开，去掉密码另存一份再量"
        return error("proof-encrypted", "这个 PDF 有密码，打不开", origin, hint)
    return damaged(origin)


def damaged(origin: Origin) -> Problem:
    """What is told of a PDF that cannot be opened."""
    return error("proof-damaged", "这个 PDF 打不开，可能不是 PDF，也可能坏了", origin, "重新输出一份 PDF 再量")


def _sheets(opened: Any, origin: Origin) -> Iterator[Sheet]:
    if len(opened) > MAX_PAGES:
        hint = f"最多量{MAX_PAGES}页，拆成几份再量"
        raise Stop([error("proof-too-long", f"这份文件有{len(opened)}页，太长", origin, hint)])
    count = 0
    for page in opened:
        text = page.get_textpage()
        count += text.count_chars()
        if count > MAX_GLYPHS:
            raise Stop([error("proof-too-long", "这份文件的字太多", origin, "拆成几份再量")])
        size = (page.get_width() * MM_PER_PT, page.get_height() * MM_PER_PT)
        yield Sheet(*size, _glyphs(page, text), *_rules(page))
        text.close()
        page.close()


class _Reader:
    """What pdfium says of one character after the other."""

    def __init__(self, page: Any, text: Any) -> None:
        from pypdfium2 import raw

        self.raw, self.text = raw, text
        self.left, _, _, self.top = page.get_bbox()
        self.buffer = ctypes.create_string_buffer(256)
        self.numbers = [ctypes.c_double() for _ in range(4)]
        self.loose, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.colour = [ctypes.c_uint() for _ in range(4)]

    def x(self, value: float) -> float:
        return float(value - self.left) * MM_PER_PT

    def y(self, value: float) -> float:
        return float(self.top - value) * MM_PER_PT

    def font(self, index: int) -> str:
        """The font's name without the mark of a subset."""
        length = self.raw.FPDFText_GetFontInfo(self.text, index, self.buffer, len(self.buffer), None)
        name = self.buffer.raw[: max(min(length, len(self.buffer)) - 1, 0)].decode("utf-8", "replace")
        return re.sub(r"^[A-Z]{6}\+", "", name)

    def size(self, index: int) -> float:
        """The size as printed, in pt: a file may scale its letters."""
        size = float(self.raw.FPDFText_GetFontSize(self.text, index))
        if self.raw.FPDFText_GetMatrix(self.text, index, self.matrix):
            size *= math.hypot(self.matrix.c, self.matrix.d)
        return round(size, 2)

    def ink(self, index: int) -> Box:
        left, right, bottom, top = self.numbers
        self.raw.FPDFText_GetCharBox(self.text, index, left, right, bottom, top)
        return Box(self.x(left.value), self.y(top.value), self.x(right.value), self.y(bottom.value))

    def glyph(self, index: int, char: str) -> Glyph:
        x, y, *_ = self.numbers
        self.raw.FPDFText_GetCharOrigin(self.text, index, x, y)
        left, baseline = self.x(x.value), self.y(y.value)
        self.raw.FPDFText_GetLooseCharBox(self.text, index, self.loose)
        self.raw.FPDFText_GetFillColor(self.text, index, *self.colour)
        red, green, blue, _ = (part.value for part in self.colour)
        ink, right = self.ink(index), self.x(self.loose.right)
        return Glyph(char, self.font(index), self.size(index), left, right, baseline, ink, (red, green, blue))


def _glyphs(page: Any, text: Any) -> tuple[Glyph, ...]:
    reader = _Reader(page, text)
    found = []
    for index in range(text.count_chars()):
        char = chr(reader.raw.FPDFText_GetUnicode(text, index))
        if not char.isspace() and char.isprintable():
            found.append(reader.glyph(index, char))
    return tuple(found)


def _rules(page: Any) -> tuple[tuple[tuple[float, float], ...], tuple[float, ...]]:
    """Where the vertical rules of tables begin and end, and the heights of red rules across the page."""
    from pypdfium2 import raw

    _, _, _, top = page.get_bbox()
    upright, red = [], []
    for number, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)):
        if number >= _MAX_OBJECTS:
            break
        left, low, right, high = shape.get_bounds()
        if right - left <= _THIN_PT and high - low >= _TALL_PT:
            upright.append(((top - high) * MM_PER_PT, (top - low) * MM_PER_PT))
        elif high - low <= _THICK_PT and right - left >= page.get_width() / 2 and _is_red(shape):
            red.append((top - (low + high) / 2) * MM_PER_PT)
    return tuple(upright), tuple(red)


def _is_red(shape: Any) -> bool:
    from pypdfium2 import raw

    red, green, blue, alpha = colour = [ctypes.c_uint() for _ in range(4)]
    for read in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor):
        if read(shape, *colour) and red.value > max(_RED, 2 * max(green.value, blue.value)) and alpha.value:
            return True
    return False
