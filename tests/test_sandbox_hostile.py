"""What hostile programs get: nothing. Each file in tests/hostile says what it tries and how it must end."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

from agent.sandbox import Limits, Stopped, Worker, works
from agent.sandbox.confine import Wall, interpreter
from corpus.problem_tests import call

PROGRAMS = sorted((Path(__file__).parent / "hostile").glob("*.py"))
QUICK = Limits(memory_mb=512, idle_seconds=2.0)
SECONDS = 1.0
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


def told(path: Path) -> tuple[str, set[str]]:
    """A program, and the ways in which it may end."""
    code = path.read_text(encoding="utf-8")
    found = re.search(r"^ends: (.+)$", ast.get_docstring(ast.parse(code)) or "", re.MULTILINE)
    assert found, path
    return code, set(found.group(1).split(" or "))


def end_of(code: str, wall: Wall) -> tuple[str, Worker]:
    """How it ended, in the words the files use."""
    patient = "os.walk" in code  # a cold disk looks idle
    worker = Worker(wall, Limits() if patient else QUICK)
    seconds = 20.0 if patient else SECONDS
    try:
        answer = worker.load(code, "attack", seconds=seconds)
        if not answer.raised:
            answer = worker.call(call(), seconds)
        if answer.raised:
            assert len(answer.message) <= 300
            return f"raised {answer.raised}", worker
        refused = isinstance(answer.value, str) and answer.value.startswith("refused")
        reached = isinstance(answer.value, str) and answer.value.startswith("reached")
        said = "refused" if refused else answer.value if reached else "value"
        return said, worker
    except Stopped as stopped:
        clear = stopped.said and "\n" not in stopped.said and len(stopped.output) <= QUICK.output_kb << 10
        return f"stopped {stopped.reason}" if clear else f"said {stopped.said!r}", worker
    finally:
        worker.close()


@pytest.fixture(scope="module")
def wall():
    os.environ["SPARRING_CANARY"] = "canary"
    yield works()
    del os.environ["SPARRING_CANARY"]


def _marked(path: Path):
    slow = "\nslow: yes\n" in path.read_text(encoding="utf-8")
    return pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if slow else [])


@pytest.mark.parametrize("path", [*map(_marked, PROGRAMS)])
def test_a_hostile_program_reaches_nothing_and_ends(path, wall):
    code, ends = told(path)
    said, worker = end_of(code, wall)
    assert said in ends
    assert worker.process.poll() is not None
    assert not Path(f"/proc/{worker.pid}").exists()


def test_sixty_programs_or_more_are_tried():
    assert len(PROGRAMS) >= 60


AS_USER = """
import json, os, sys
sys.path.insert(0, {tests!r})
import test_sandbox_hostile as hostile
from agent.sandbox.confine import Wall, _try
from agent.sandbox.filter import program
hostile.works()  # what is imported on the way must be in memory before the user changes
os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
os.environ["SPARRING_CANARY"] = "canary"
wall = Wall("contained", False, {python!r}, program() is not None)
found = {{"wall": _try(wall)}}
for path, code, ends in {programs!r}:
    found[path] = [hostile.end_of(code, wall)[0], ends]
print(json.dumps(found))
"""


def for_everyone() -> str | None:
    """A Python that a user without rights may start, to go behind the wall when the tests run as root."""
    for path in (interpreter(), "/usr/bin/python3", "/usr/local/bin/python3"):
        real = Path(os.path.realpath(path))
        if real.exists() and all(parent.stat().st_mode & 0o001 for parent in real.parents):
            return str(real)
    return None


@pytest.mark.skipif(os.geteuid() != 0 or not for_everyone(), reason="only root can try being someone else")
@pytest.mark.parametrize("some", ["the quick ones", pytest.param("the slow ones", marks=pytest.mark.slow)])
def test_a_normal_user_is_protected_as_well_as_root(some):
    slow = some == "the slow ones"
    chosen = [path for path in PROGRAMS if ("\nslow: yes\n" in path.read_text(encoding="utf-8")) == slow]
    programs = [(path.stem, told(path)[0], sorted(told(path)[1])) for path in (chosen if slow else chosen[::4])]
    script = AS_USER.format(tests=str(ROOT / "tests"), python=for_everyone(), programs=programs)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, timeout=200, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found.pop("wall") == ""
    assert {name: said for name, (said, ends) in found.items() if said not in ends} == {}
