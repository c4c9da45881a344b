"""Where the product's own data lie: beside the package in the source tree, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def builtin_outlines() -> Path:
    """The folder of the built-in outlines and of the facts dictionary."""
    return _shipped("outlines")


def builtin_templates() -> Path:
    """The folder of the built-in templates."""
    return _shipped("templates")


def data() -> Path:
    """The folder of layouts, wording and closed tables."""
    return _PACKAGE / "data"


def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
