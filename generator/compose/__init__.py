"""Outline + facts + templates → Document: the only `jinja2`, and that for reading templates alone."""

from generator.compose.drafting import compose, day_of
from generator.compose.lookup import Lookup, Terms
from generator.compose.templates import Source, Templates

__all__ = ["Lookup", "Source", "Templates", "Terms", "compose", "day_of"]
