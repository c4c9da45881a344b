"""A layout: page, page number and the looks of every role, as layout files state them. No look is stated here."""

from generator.layout.model import TWIPS_PER_MM, TWIPS_PER_PT, Face, Formal, Layout, Page, PageNumber, Role
from generator.layout.overlay import laid_over
from generator.layout.reading import differences, load
from generator.layout.shape import EXTENDS, as_schema

__all__ = [
    "EXTENDS",
    "TWIPS_PER_MM",
    "TWIPS_PER_PT",
    "Face",
    "Formal",
    "Layout",
    "Page",
    "PageNumber",
    "Role",
    "as_schema",
    "differences",
    "laid_over",
    "load",
]
