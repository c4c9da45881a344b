"""`nigao draft`: which files are written, and what is said about them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import click

from generator import names, numbers
from generator.cli.interruptions import give_way
from generator.cli.mishaps import not_written, once_written
from generator.cli.terminal import counting, named_file, say, tell
from generator.document import Slot
from generator.draft import Draft, pdfs
from generator.pipeline import Workspace
from generator.problems import Origin, Problem, Stop, error, few, stop_on_errors
from generator.saving import Wanted, Written, save
from generator.writers import FORMATS

LIST = "-待补清单.xlsx"


class Options(NamedTuple):
    """The options of the command as they were given."""

    names: tuple[str, ...]
    files: tuple[str, ...]
    year: int | None
    assigned: tuple[str, ...]
    out: str | None
    formats: str | None
    strict: bool
    force: bool
    prefer: tuple[str, ...]


class Target(NamedTuple):
    """Where the files of an outline go: `stem` is their path without suffix, the year added if it is ours."""

    stem: Path
    formats: tuple[str, ...]
    dated: bool

    def path(self, year: int, ending: str) -> Path:
        return Path(f"{self.stem}-{year}{ending}" if self.dated else f"{self.stem}{ending}")


def draft_all(folder: Path | None, options: Options) -> int:
    """Draft all outlines and write all files, or tell everything that is wrong and write none."""
    targets = dict(zip(options.names, _targets(options), strict=True))
    try:
        workspace = Workspace(folder)
        year, why = reported_year(workspace, options.year)
        drafts, problems = _drafts(workspace, year, options)
        # Of an outline that is not there only a path that was typed is worth a word.
        problems.extend(_unfit((each for name, each in targets.items() if name in drafts or not each.dated), year))
        if options.strict:
            problems.extend(_open_gaps(drafts))
        stop_on_errors(problems)
        written = save(_wanted(workspace, drafts, targets, year, options), options.force, give_way)
    except Stop as stop:
        return not_written(stop.problems)
    with once_written(file.path for file in written):
        tell(few(problems))
        _report(drafts, written, year, why)
    return 0


def reported_year(workspace: Workspace, asked: int | None) -> tuple[int, str]:
    """The year to report on, and what says so."""
    if asked is not None:
        return asked, "--year"
    return workspace.year() or (date.today().year, "今年")


def _drafts(workspace: Workspace, year: int, options: Options) -> tuple[dict[str, Draft], list[Problem]]:
    drafts: dict[str, Draft] = {}
    problems: list[Problem] = []
    with counting("正在起草", len(options.names)) as step:
        for name in options.names:
            step()
            try:
                drafts[name] = workspace.draft(
                    name, year, files=options.files, assigned=options.assigned, prefer=options.prefer
                )
                problems.extend(drafts[name].problems)
            except Stop as stop:
                problems.extend(stop.problems)
    return drafts, problems


def _unfit(targets: Iterable[Target], year: int) -> Iterator[Problem]:
    """Errors for names that Windows cannot hold, each path once."""
    for target in targets:
        paths = [target.path(year, f".{format}") for format in target.formats]
        problem = next(filter(None, map(names.unfit_path, [*paths, target.path(year, LIST)])), None)
        if problem:
            yield problem


def _open_gaps(drafts: dict[str, Draft]) -> Iterator[Problem]:
    for name, draft in drafts.items():
        for ask in draft.gaps:
            state = "待补充" if ask.state == "missing" else "待核实"
            yield error("gap-open", f"{state}：{ask.label}", Origin(name), f"用 -f 或 --set {ask.key}=… 给出")


def _targets(options: Options) -> list[Target]:
    if len(set(options.names)) < len(options.names):
        raise click.BadParameter("同一份提纲写了两次。")
    formats = _formats(options.formats)
    several = len(options.names) > 1
    file = named_file(options.out)
    if file is None or several:
        if file and _format_of(file):
            raise click.BadParameter(f"写几份提纲时 -o 是文件夹，不是“{file.name}”这样的文件。")
        return [Target(Path(options.out or "") / name, formats or ("docx",), dated=True) for name in options.names]
    suffix = _format_of(file)
    if not (suffix or formats):
        hint = f"后缀可用 .{'、.'.join(FORMATS)}；要写进文件夹就在末尾加 /"
        raise click.BadParameter(f"看不出“{file.name}”是哪种文件，{hint}。")
    return [Target(file.with_suffix("") if suffix else file, formats or (suffix,), dated=False)]


def _format_of(path: Path) -> str:
    """The format that the path's suffix says; empty if it says none."""
    suffix = path.suffix.removeprefix(".").lower()
    return suffix if suffix in FORMATS else ""


def _formats(typed: str | None) -> tuple[str, ...]:
    """The formats of --to, parted by commas of either kind; () where it is not given."""
    parts = re.split("[,，、]", typed) if typed is not None else []
    formats = tuple(dict.fromkeys(part.strip().lower().removeprefix(".") for part in parts))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"没有“{'、'.join(unknown)}”这种格式，可用的是 {'、'.join(FORMATS)}。")
    return formats


def _wanted(
    workspace: Workspace, drafts: dict[str, Draft], targets: dict[str, Target], year: int, options: Options
) -> list[Wanted]:
    given = {Path(file).resolve() for file in options.files}

    def is_kept(path: Path) -> bool:
        """What people typed stays, --force or not."""
        return path.resolve() in given or (os.path.isfile(path) and workspace.has_answers(path))

    printed = [name for name in drafts if "pdf" in targets[name].formats]
    ready = dict(zip(printed, pdfs([drafts[name] for name in printed]), strict=True)) if printed else {}
    wanted: list[Wanted] = []
    with counting("正在写成文件", sum(len(targets[name].formats) for name in drafts)) as step:
        for name, draft in drafts.items():
            target = targets[name]
            for format in target.formats:
                step()
                content = ready[name] if format == "pdf" else draft.to_bytes(format)
                wanted.append(Wanted(target.path(year, f".{format}"), content))
            if draft.gaps:
                wanted.append(Wanted(target.path(year, LIST), draft.to_fill(), beside=True, kept=is_kept))
    return wanted


def _report(drafts: dict[str, Draft], written: list[Written], year: int, why: str) -> None:
    say(f"年份：{year}（{why}）")
    for file in written:
        taken = f"（{file.instead_of.name} 已有或正打开着，另写了这一份）" if file.instead_of else ""
        say(f"写好：{file.path}{taken}")
    for name, draft in drafts.items():
        gaps = f"待补、待核实{len(draft.gaps)}项" if draft.gaps else "没有缺口"
        say(f"{name}：全文{draft.length}字，{gaps}，通用句占{draft.generic_share:.1%}")
        if slot := draft.document.slot:
            say(f"  {_timed(draft, slot)}")


def _timed(draft: Draft, slot: Slot) -> str:
    """How long a speech lasts, against its slot, and each of its stretches."""
    notes = [f"安排{slot.minutes}分钟"] if slot.minutes else []
    notes += ["缺口没有计入"] if draft.gaps else []
    noted = f"（{'，'.join(notes)}）" if notes else ""
    total = numbers.text(sum((stretch.minutes for stretch in draft.stretches), Fraction()))
    each = (f"{stretch.heading.partition('，')[0]}{numbers.text(stretch.minutes)}" for stretch in draft.stretches)
    return f"按每分钟{slot.rate}字约{total}分钟{noted}：{'，'.join(each)}"
