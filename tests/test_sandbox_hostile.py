"""What hostile programs get: nothing. Each file in tests/hostile says what it tries and how it must end."""

import ast
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import ROOT

from agent.sandbox import Limits, Stopped, Worker, works
from agent.sandbox.confine import Wall, interpreter
from corpus.problem_tests import call

PROGRAMS = sorted((Path(__file__).parent / "hostile").glob("*.py"))
QUICK = Limits(memory_mb=512, idle_seconds=0.7)
SECONDS = 0.5
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


def told(path: Path) -> tuple[str, set[str]]:
    """A program, and the ways in which it may end."""
    code = path.read_text(encoding="utf-8")
    found = re.search(r"^ends: (.+)$", ast.get_docstring(ast.parse(code)) or "", re.MULTILINE)
    assert found, path
    return code, set(found.group(1).split(" or "))


def end_of(code: str, wall: Wall) -> tuple[str, Worker, float]:
    """How it ended, in the words the files use."""
    worker = Worker(wall, QUICK)
    started = time.monotonic()
    try:
        answer = worker.load(code, "attack", seconds=SECONDS)
        if not answer.raised:
            answer = worker.call(call(), SECONDS)
        if answer.raised:
            assert len(answer.message) <= 300
            return f"raised {answer.raised}", worker, time.monotonic() - started
        refused = isinstance(answer.value, str) and answer.value.startswith("refused")
        reached = isinstance(answer.value, str) and answer.value.startswith("reached")
        said = "refused" if refused else answer.value if reached else "value"
        return said, worker, time.monotonic() - started
    except Stopped as stopped:
        assert stopped.said
        assert "\n" not in stopped.said
        assert len(stopped.output) <= QUICK.output_kb << 10
        return f"stopped {stopped.reason}", worker, time.monotonic() - started
    finally:
        worker.close()


@pytest.fixture(scope="module")
def wall():
    os.environ["SPARRING_CANARY"] = "canary"
    yield works()
    del os.environ["SPARRING_CANARY"]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_hostile_program_reaches_nothing_and_ends(path, wall):
    code, ends = told(path)
    said, worker, _ = end_of(code, wall)
    assert said in ends
    assert worker.process.poll() is not None
    assert not Path(f"/proc/{worker.pid}").exists()


def test_sixty_programs_or_more_are_tried():
    assert len(PROGRAMS) >= 60
