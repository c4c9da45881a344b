"""No network, proved: every command runs under a guard that ends the process at the first socket, name look-up or
foreign program; and what the command loads holds no module that could open one.
"""

import io
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.cli.commands import nigao as program
from generator.library.schemas import KINDS
from generator.writers import FORMATS
from tests.genres import filled
from tests.guarded import BREACH
from tests.workspaces import BUILT_IN, EXAMPLE, ROOT

CARDS = [path for path in sorted((EXAMPLE / "cards").iterdir()) if path.suffix in (".yaml", ".xlsx", ".csv")]
# A PDF is LibreOffice's: the one program that is started, and for this and `proof` alone (tests/test_printing.py).
PRINTS = {"proof"}
ALL = ",".join(format for format in FORMATS if format != "pdf")
RUNS = {
    "new": ["new", "新院", "--name", "青山县人民医院"],
    "list": ["list", "-w", str(EXAMPLE)],
    "outline": ["outline", "annual-summary", "-w", str(EXAMPLE), "--origin"],
    "layout": ["layout", "-w", str(EXAMPLE)],
    "layout, whole": ["layout", "gbt9704", "-w", str(EXAMPLE), "--origin"],
    "layout, deviations": ["layout", "plain", "-w", str(EXAMPLE), "--diff"],
    "facts": ["facts", "annual-summary", "-w", str(EXAMPLE), "-o", "事实表.xlsx"],
    "facts, YAML": ["facts", "annual-summary", "-w", str(EXAMPLE), "-o", "事实表.yaml"],
    "final": ["final", "稿.docx", "-o", "定稿.docx"],
    "draft": ["draft", *BUILT_IN, "-w", str(EXAMPLE), "--to", ALL, "-o", "稿/"],
    "draft, gaps": ["draft", "annual-summary", "--to", ALL],
    "draft, cards": ["draft", "speech", "-w", str(EXAMPLE), *(word for card in CARDS for word in ("-f", str(card)))],
    **{f"schema, {kind}": ["schema", kind, "-w", str(EXAMPLE)] for kind in KINDS},
}
NETWORK = {
    *("_socket", "_ssl", "aiohttp", "asyncio", "ctypes", "ftplib", "http", "httpx", "imaplib", "multiprocessing"),
    *("nntplib", "poplib", "pycurl", "requests", "select", "selectors", "smtplib", "socket", "socketserver", "ssl"),
    *("subprocess", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc"),
}
# What libraries load without using it, as they are imported; each is looked for by its importer's name, too.
HARMLESS = {
    "_socket": ("typing_extensions", "python-docx imports it, and it asks for the type of _socket's capsule"),
    "urllib": ("pathlib", "an empty package"),
    "urllib.parse": ("pathlib", "quotes the characters of file addresses, and opens nothing"),
}


def guarded(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-X", "utf8", "-m", "tests.guarded", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.gethostbyname('localhost')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import _socket; _socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://localhost:9/')",
        "import http.client; http.client.HTTPConnection('localhost', 9).connect()",
        "import webbrowser; webbrowser.GenericBrowser('true').open('http://localhost:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import ctypes; ctypes.CDLL(None)",
    ],
)
def test_the_guard_ends_what_reaches_out(folder: Path, code: str) -> None:
    done = guarded(folder, "python", code)
    assert done.returncode == BREACH, done.stderr
    assert done.stderr.startswith("breach: ")


def test_every_command_is_run() -> None:
    assert {arguments[0] for arguments in RUNS.values()} == set(program.commands) - PRINTS
    assert CARDS


@pytest.mark.parametrize("name", RUNS)
def test_no_command_reaches_out_or_loads_what_could(folder: Path, name: str) -> None:
    filled("brief").save(folder / "稿.docx")
    done = guarded(folder, "nigao", *RUNS[name])
    assert (done.returncode, "breach" in done.stderr) == (0, False), done.stderr
    loaded = done.stderr.splitlines()[-1].split()
    assert "generator.cli" in loaded
    found = {module for module in loaded if module.partition(".")[0] in NETWORK}
    assert {module for module in found if module not in HARMLESS} == set()
    assert {module for module in found if HARMLESS[module][0] not in loaded} == set()


@pytest.mark.parametrize(
    ("types", "entity"),
    [
        ('<!DOCTYPE x SYSTEM "{}">', ""),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "{}">]>', "&e;"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "{}"> %p;]>', ""),
    ],
)
def test_a_sheet_that_names_an_address_has_nothing_fetched(
    folder: Path, example_sheet: bytes, types: str, entity: str
) -> None:
    """libxml2 opens connections without telling Python, so a listener here has to stay unasked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.dtd"
        (folder / "外联.xlsx").write_bytes(_typed(example_sheet, types.replace("{}", address), entity))
        done = guarded(folder, "nigao", "draft", "annual-summary", "-f", "外联.xlsx")
        assert done.returncode in (0, 1), done.stderr
        assert "软件自己出了错" not in done.stderr
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.fixture
def example_sheet(folder: Path) -> bytes:
    assert guarded(folder, "nigao", "facts", "annual-summary", "-o", "表.xlsx").returncode == 0
    return (folder / "表.xlsx").read_bytes()


def _typed(sheet: bytes, types: str, entity: str) -> bytes:
    """The workbook, each of its parts with a document type, its cells with an entity of it."""
    made, used = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = re.sub(r"^<\?xml.*?\?>\s*", "", old.read(name).decode())
            used += body.count("<t>")
            new.writestr(name, f'<?xml version="1.0"?>{types}{body.replace("<t>", f"<t>{entity}")}')
    assert used
    return made.getvalue()
