"""What the module table promises, held against the source: one door for each library, no clock, no network."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
DOORS = {
    "click": {"cli"},
    "docx": {"word"},
    "jinja2": {"compose"},
    "lxml": {"word"},
    "openpyxl": {"facts.sheet_form"},
    "pypdfium2": {"proof.pdf"},
    "subprocess": {"office"},
    "xml": {"facts.book_xml"},
    "yaml": {"yaml_source"},
    "zipfile": {"archive"},
}
STANDARD_LIBRARY = {"subprocess", "xml", "zipfile"}
NEVER = {"asyncio", "ftplib", "http", "locale", "random", "secrets", "smtplib", "socket", "ssl", "uuid", "webbrowser"}
CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "os.environ", "os.getenv")
DISTRIBUTIONS = {"PyYAML": "yaml", "python-docx": "docx"}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def importers(library: str) -> set[str]:
    return {module for module, path in SOURCES.items() for name in imported(path) if name.partition(".")[0] == library}


@pytest.mark.parametrize(("library", "doors"), DOORS.items())
def test_a_library_has_one_door(library: str, doors: set[str]) -> None:
    found = importers(library)
    assert found
    assert {module for module in found if module not in doors and module.partition(".")[0] not in doors} == set()


def test_every_runtime_dependency_has_a_door_and_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["proof"]]
    names = [re.split(r"[<>=]", dependency)[0] for dependency in asked]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {DISTRIBUTIONS.get(name, name) for name in names} == DOORS.keys() - STANDARD_LIBRARY
    assert [name for name in names if name not in contributing] == []


def test_nothing_reaches_the_network_or_makes_random_choices() -> None:
    assert {library: found for library in sorted(NEVER) if (found := importers(library))} == {}


@pytest.mark.parametrize("module", sorted(module for module in SOURCES if module.partition(".")[0] != "cli"))
def test_nothing_below_the_command_reads_the_clock_or_the_environment(module: str) -> None:
    tree = ast.parse(SOURCES[module].read_text(encoding="utf-8"))
    read = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(CLOCKS)
    ]
    assert read == []
    assert "time" not in {name.partition(".")[0] for name in imported(SOURCES[module])}


def test_every_module_says_what_it_owns() -> None:
    silent = [
        name
        for name, path in SOURCES.items()
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert silent == []


def test_the_architecture_page_names_every_module_and_no_other() -> None:
    """Rows of its table begin with a module, `word/` for a package; a package's row names its modules as `.marks`."""
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    named: list[str] = []
    for row in re.findall(r"(?m)^\| *`.*$", page):
        owners = [owner.rstrip("/") for owner in re.findall(r"`([a-z_]+/?)`", row.split("|")[1])]
        named += owners + [f"{owners[0]}.{part}" for part in re.findall(r"`\.([a-z_.]+)`", row)]
    assert sorted(named) == sorted(SOURCES.keys() - {""})
