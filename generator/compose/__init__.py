"""Outline + facts + templates → Document: the only `jinja2`, and that for reading templates alone."""

from generator.compose.drafting import Plan, compose, day_of
from generator.compose.lookup import Lookup, Terms
from generator.compose.templates import Source, Templates

__all__ = ["Lookup", "Plan", "Source", "Templates", "Terms", "compose", "day_of"]
