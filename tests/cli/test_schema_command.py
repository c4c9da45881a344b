"""nigao schema: JSON on stdout and nothing else."""

import json

import pytest

from tests.conftest import Nigao
from tests.workspaces import EXAMPLE


@pytest.mark.parametrize("kind", ["outline", "facts", "hospital", "layout"])
def test_it_prints_json_alone(nigao: Nigao, kind: str) -> None:
    done = nigao("schema", kind)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["$schema"].startswith("https://json-schema.org/")


def test_a_hospital_adds_its_own_facts(nigao: Nigao) -> None:
    assert '"village.visits"' in nigao("schema", "facts", "-w", str(EXAMPLE)).out


def test_another_kind_is_wrong_use(nigao: Nigao) -> None:
    done = nigao("schema", "outlin")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("没有“outlin”这种文件。是不是“outline”？")
    assert "outline、facts、hospital 或 layout" in nigao("schema").err


def test_a_folder_that_is_none_is_told(nigao: Nigao) -> None:
    assert nigao("schema", "facts", "-w", "没有").code == 1


@pytest.mark.parametrize("command", ["new", "facts", "schema"])
def test_help_is_chinese_and_shows_an_example(nigao: Nigao, command: str) -> None:
    done = nigao(command, "--help")
    assert done.code == 0
    assert f"例：nigao {command} " in done.out
