"""Names that files can have on every system. Windows is the strictest, and folders are shared: its rules hold here
wherever we run, for what we write and for what has to be found by its name.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from generator.problems import Origin, Problem, error

MAX_UNITS = 255
# As a part of a pattern, in either case: editors that read it have no flag for that.
RESERVED = (
    "(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[0-9¹²³]"
    r"|[Cc][Oo][Nn](?:[Ii][Nn]|[Oo][Uu][Tt])\$)"
)
# Compiled where they are asked for: most runs name nothing.
_FORBIDDEN = r'[<>:"/\\|?*]'
_UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_DEVICES = ("\\\\?\\", "\\\\.\\", "//?/", "//./")


class Unfit(NamedTuple):
    """Why a name will not do, and the remedy."""

    why: str
    hint: str


def unfit(name: str) -> Unfit | None:
    """What is wrong with one name of a file or a folder, its suffix included; None where every system can hold it."""
    if re.search(_UNSEEN, name):
        return Unfit("名称里有换行或看不见的字符", "重新输入名称，不从别处粘贴")
    if found := re.search(_FORBIDDEN, name):
        return Unfit(f"名称里的“{found[0]}”在 Windows 上不能用", '去掉 < > : " \\ | ? * 这些符号；文件夹之间用 / 隔开')
    if re.fullmatch(RESERVED, name.partition(".")[0].rstrip(" ")):
        return Unfit(f"“{name.partition('.')[0]}”是 Windows 留给设备的名称", "换一个名称")
    if name.endswith((".", " ")):
        return Unfit("名称末尾的点或空格 Windows 会丢掉", "去掉末尾的点或空格")
    if len(name.encode("utf-16-le")) > 2 * MAX_UNITS:
        return Unfit(f"名称超过{MAX_UNITS}个字", "换一个短的名称")
    return None


def unfit_path(path: PurePath, is_there: Callable[[PurePath], bool] = os.path.lexists) -> Problem | None:
    """An error for a file or folder to be made at `path` whose name, or that of a folder made on the way, will not do.

    Folders that are there already are taken as they are.
    """
    if found := _unfit_drive(path) or _unfit_part(path, is_there):
        return error("file-name", found.why, Origin(str(path)), found.hint)
    return None


def _unfit_drive(path: PurePath) -> Unfit | None:
    if path.drive.startswith(_DEVICES):
        return Unfit("这是设备的路径", "写文件夹里的路径，如 D:\\材料\\稿.docx")
    if path.drive and not path.root:
        return Unfit("盘符后面少了“\\”", f"写全路径，如 {path.drive}\\材料\\稿.docx")
    return None


def _unfit_part(path: PurePath, is_there: Callable[[PurePath], bool]) -> Unfit | None:
    for made in (path, *path.parents):
        if made != path and is_there(made):
            return None
        if made.name == "~":
            return Unfit("“~”在这里不会换成用户的文件夹", "写全路径")
        if made.name not in ("", "..") and (found := unfit(made.name)):
            return found
    return None
