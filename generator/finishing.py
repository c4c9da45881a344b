"""The final version of a draft that people went through. Refuses a file with gaps, and never overwrites the draft."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator import names
from generator.problems import Origin, Problem, Stop, error, stop_on_errors
from generator.saving import Wanted, save
from generator.word import foreign
from generator.word.final import Taken, finish

ENDING = "-定稿"


@dataclass(frozen=True)
class Final:
    """What goes out. `problems` are warnings and advice: what people left in it, such as comments and tracked changes.

    `content` is the .docx, `taken` tells what was taken out of `source`.
    """

    source: Path
    content: bytes
    taken: Taken
    problems: tuple[Problem, ...]

    @property
    def path(self) -> Path:
        """Where it goes unless another place is given: beside its source, STEM-定稿.docx."""
        return self.source.with_name(f"{self.source.stem}{ENDING}.docx")

    def save(
        self, path: str | Path | None = None, force: bool = False, between: Callable[[], None] = lambda: None
    ) -> Path:
        """Write it. Raises Stop where the file is there already, or is the draft itself, and for a name that Windows
        cannot hold. `between` is called until it gets its name; what it raises leaves nothing behind.
        """
        path = self.path if path is None else Path(path)
        stop_on_errors(filter(None, [names.unfit_path(path)]))
        if os.path.exists(path) and os.path.samefile(path, self.source):
            hint = "换一个名称（-o）；原稿里的标记还要用来改稿、查来源"
            raise Stop([error("final-is-source", "定稿不能盖掉原稿", Origin(str(path)), hint)])
        return save([Wanted(path, self.content)], force, between)[0].path


def final(source: str | Path) -> Final:
    """The final version of the .docx `source`, a draft of nigao's that people may have saved in any word processor:
    without nigao's comments, highlights, bookmarks, recipe and properties, everything else as it was.

    Raises Stop with every gap that is left, and for a file that cannot be read.
    """
    path, place = Path(source), Origin(str(source))
    finished = finish(foreign.read(path, place), place)
    return Final(path, finished.content, finished.taken, finished.problems)
