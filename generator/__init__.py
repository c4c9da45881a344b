"""nigao (拟稿): drafts the yearly documents of a hospital's party office from outlines, templates and facts."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.draft import Draft
    from generator.finishing import Final, final
    from generator.pipeline import Workspace
    from generator.problems import Problem, Stop

_PLACES = {
    "Draft": "draft",
    "Final": "finishing",
    "Problem": "problems",
    "Stop": "problems",
    "Workspace": "pipeline",
    "final": "finishing",
}
__all__ = ["Draft", "Final", "Problem", "Stop", "Workspace", "final"]


def __getattr__(name: str) -> Any:
    # The command imports this package before it knows whether it needs the pipeline.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"generator.{_PLACES[name]}"), name)
