"""The fuzzers themselves: every target runs, and the laws notice what breaks them."""

import importlib
import random
from pathlib import Path

import pytest

from generator.document import Block, Document, Gap
from generator.facts.dictionary import Ask
from generator.problems import Origin, Stop, advice, error

pytest.importorskip("resource", reason="Windows has none, and the laws on memory need it")

from tests.fuzz import laws
from tests.fuzz.choices import Choices
from tests.fuzz.one import TARGETS, Watched

GAP = Gap(("work.a",), "missing", "甲数")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_runs(name: str) -> None:
    run = importlib.import_module(f"tests.fuzz.{TARGETS[name]}").run
    for seed in range(2):
        run(random.Random(seed).randbytes(64))


def test_choices_are_those_of_the_bytes_then_a_stream_of_their_own() -> None:
    first, second, other = Choices(b"\x05\x00abc"), Choices(b"\x05\x00abc"), Choices(b"\x06\x00abc")
    assert [first.randrange(100) for _ in range(20)] == [second.randrange(100) for _ in range(20)]
    assert Choices(b"\x05").randrange(100) == 5
    assert first.random() != other.random()


@pytest.mark.parametrize(
    "broken",
    [
        lambda: laws.told_well([error("x", "甲")]),
        lambda: laws.told_well([error("x", "no Chinese", hint="改")]),
        lambda: laws.told_well([error("", "甲", Origin("x", 1), "改")]),
        lambda: laws.told_well([error("x", "甲", Origin("x", 0), "改")]),
        lambda: laws.result(lambda: stop()),
        lambda: laws.result(lambda: stop(advice("x", "甲"))),
        lambda: laws.gaps_listed(Document("x", 2026, (Block("a", "body", (GAP,)),))),
        lambda: laws.sound("", "Traceback (most recent call last):\n", 1, []),
        lambda: laws.sound("", "错误：软件自己出了错（KeyError）。\n", 1, []),
        lambda: laws.sound("", "", 1, []),
        lambda: laws.sound("", "错误。", 1, [Path("半.docx")]),
        lambda: laws.sound("\x1b[2J", "", 0, [Path("稿.docx")]),
        lambda: laws.sound("", "", 3, []),
    ],
)
def test_the_laws_notice_what_breaks_them(broken) -> None:
    with pytest.raises(AssertionError):
        broken()


def stop(*problems) -> None:
    raise Stop(problems)


def test_the_laws_let_what_keeps_them_pass() -> None:
    laws.told_well([error("x-y", "甲", Origin("x", 1), "改"), advice("z", "乙")])
    laws.gaps_listed(Document("x", 2026, (Block("a", "body", (GAP,)),), gaps=(Ask("work.a", "甲数"),)))
    laws.sound("写好：稿.docx\n", "", 0, [Path("稿.docx")])


def test_what_broke_a_law_is_kept_once_with_its_input(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def target(data: bytes) -> None:
        raise AssertionError("no such law")

    watched = Watched(target, tmp_path)
    for data in (b"first", b"second"):
        watched(data)
    watched.count()
    (kept,) = tmp_path.glob("found-*.bin")
    assert (kept.read_bytes(), watched.runs, watched.found) == (b"first", 2, 1)
    assert "no such law" in kept.with_suffix(".txt").read_text(encoding="utf-8")
    assert "no such law" in capfd.readouterr().err
