"""Where outlines, templates, facts, layouts and wording are found and loaded: the hospital's folder, then the built-in.

A file is called by its path within the hospital's folder, so that drafts say the same wherever that folder lies;
built-in ones by 内置/….
"""

from generator.library.hospital import NAME as HOSPITAL_FILE
from generator.library.hospital import misfits
from generator.library.library import Library, Listed

__all__ = ["HOSPITAL_FILE", "Library", "Listed", "misfits"]
