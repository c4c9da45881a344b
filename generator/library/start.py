"""The files of a new hospital's folder: shipped as they are, with the year and the hospital's name put in."""

from __future__ import annotations

from generator import characters, gaps, places
from generator.facts.values_file import quoted
from generator.problems import Stop, error

_YEAR = "YEAR"
_NAME = "# name: 某某医院"


def files(year: int, name: str | None = None) -> dict[str, bytes]:
    """The files by their paths in the folder; without `name` its line stays a comment. Raises Stop for a name that is
    none, or that no document can hold.
    """
    name = name and characters.taken(name)
    if name is not None and (name.strip() in ("", "不适用") or gaps.like(name) or characters.strange(name)):
        raise Stop(
            [error("hospital-name", "医院名称是空的，或者有无法显示的字符", None, "写医院全称，如 某某县人民医院")]
        )
    named = _NAME if name is None else f"name: {quoted(' '.join(name.split()))}"
    root = places.data() / "start"
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return {
        path.replace(_YEAR, str(year)): text.replace(_YEAR, str(year)).replace(_NAME, named, 1).encode()
        for path, text in texts.items()
    }
