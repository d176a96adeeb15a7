"""The sandbox as the interview uses it: right values both ways, limits that hold, nothing left behind, plain refusals."""

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from helpers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import SandboxUnavailable
from agent.sandbox import Limits, Pool, Stopped, confine, filter, wire
from agent.sandbox.worker import Worker
from corpus.problem_tests import Stream, call, script

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


@pytest.fixture(scope="module")
def pool():
    with Pool() as made:
        yield made


def answer(pool, code, case, needs=()):
    with pool.worker(needs) as worker:
        loaded = worker.load(code, "f")
        assert loaded.value is True, loaded
        return worker.call(case, 5.0)


@pytest.mark.parametrize(
    "value",
    [None, True, -3, 2**70, 0.1, "naïve\n", b"\x00", [1, [2, "x"]], (1, (2,)), {1: {"a": [None]}}, {3, 4}, [], {}],
    ids=repr,
)
def test_values_cross_the_wall_and_come_back_the_same(pool, value):
    assert answer(pool, "def f(x): return x", call(value)).value == value


def test_arrays_cross_the_wall_and_come_back_the_same(pool):
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    back = answer(pool, "import numpy\ndef f(x): return {'it': numpy.array(x[0]) * 2}", call([array]), ("numpy",)).value
    assert back["it"].dtype == np.float32
    assert (back["it"] == array * 2).all()


def test_a_stream_can_be_read_once_only(pool):
    assert answer(pool, "def f(s): return [list(s), list(s)]", call(Stream([1, 2]))).value == [[1, 2], []]


def test_an_object_is_made_and_its_methods_called_in_order(pool):
    code = "class f:\n    def __init__(self, n): self.n = n\n    def add(self, x):\n        self.n += x\n        return self.n"
    assert answer(pool, code, script([10], [("add", 1), ("add", 2)])).value == [11, 13]


def test_what_a_call_does_to_its_arguments_is_not_seen_by_the_next(pool):
    case = call([3, 1, 2])
    with pool.worker() as worker:
        worker.load("def f(a):\n    a.append(0)\n    return len(a)", "f")
        assert [worker.call(case, 1.0).value for _ in range(3)] == [4, 4, 4]


def test_an_exception_names_its_class_and_line(pool):
    told = answer(pool, "def f(x):\n    y = x\n    return 1 // y\n", call(0))
    assert (told.raised, told.line) == ("ZeroDivisionError", 3)


def test_an_object_nobody_asked_for_comes_out_as_its_name_only(pool):
    told = answer(pool, "class Thing: pass\ndef f(): return Thing()", call())
    assert told.value == wire.Opaque("Thing")


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60)
@given(json_like)
def test_no_reply_of_a_submission_can_harm_the_reader(value):
    try:
        found = wire.reply(json.dumps(value).encode())
    except wire.Malformed:
        return
    assert set(found) <= {"value", "raised", "message", "line"}


@given(st.binary(max_size=60))
def test_no_bytes_of_a_submission_can_harm_the_reader(data):
    try:
        wire.reply(data)
    except wire.Malformed:
        return
    assert isinstance(json.loads(data), dict)


def test_each_worker_is_used_once(pool):
    seen = []
    for _ in range(3):
        with pool.worker() as worker:
            seen.append(worker.pid)
            assert worker.load(
                "import builtins\nassert not hasattr(builtins, 'mark')\nbuiltins.mark = 1\ndef f(): pass", "f"
            ).value
    assert len(set(seen)) == 3


def test_many_at_once_wait_in_line_and_all_are_answered():
    found: list[int] = []
    with Pool(at_once=2) as pool:

        def one(n):
            found.append(answer(pool, "def f(n): return n * n", call(n)).value)

        threads = [threading.Thread(target=one, args=(n,)) for n in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [n * n for n in range(12)]


def running() -> set[str]:
    """Processes of ours that are behind a wall."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"Runs inside the sandbox" in path.read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found


HOLDER = """
import sys, time
from agent.sandbox import Pool
from corpus.problem_tests import call
pool = Pool()
with pool.worker() as worker:
    worker.load("import time, ctypes\\nctypes.CDLL(None).prctl(1, 0)\\ndef f():\\n    while True: time.sleep(1)", "f")
    print(worker.pid, flush=True)
    worker.call(call(), 100.0)
"""


def test_when_the_app_is_killed_nothing_behind_the_wall_outlives_it():
    app = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    pid = app.stdout.readline().strip()
    assert Path(f"/proc/{pid}").exists()
    time.sleep(1.0)  # by now the endless call has begun: a process that still waits for one ends by itself
    app.send_signal(signal.SIGKILL)
    app.wait()
    app.stdout.close()
    deadline = time.monotonic() + 30
    while _lives(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid):
    """A process that ended and that nobody has asked about yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_nothing_is_left_running_or_on_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = running()
    with Pool() as pool:
        answer(pool, "open('/tmp/x', 'w').write('x')\nopen('/candidate/y', 'w').write('y')\ndef f(): return 1", call())
    assert running() <= before
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/x").exists()


def test_without_bubblewrap_it_says_what_to_install_and_runs_nothing(monkeypatch):
    monkeypatch.setattr(confine.shutil, "which", lambda _: None)
    confine.works.cache_clear()
    with pytest.raises(SandboxUnavailable, match="apt-get install bubblewrap") as refused:
        Pool()
    assert "--limits-only" in str(refused.value)
    monkeypatch.undo()
    confine.works.cache_clear()


def test_where_bubblewrap_is_not_permitted_it_says_so(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    confine.works.cache_clear()
    with pytest.raises(SandboxUnavailable, match=r"not permitted here .*uid map: Permission denied"):
        Pool()
    confine.works.cache_clear()


def test_the_weaker_mode_still_limits_and_leaves_nothing():
    with Pool(mode="limits-only", warm=0) as pool:
        assert pool.wall.mode == "limits-only"
        with pool.worker() as worker:
            folder = Path(worker.folder or "")
            assert folder.is_dir()
            worker.load("import os\ndef f(): return sorted(os.environ)\ndef g(): pass", "f")
            assert "SPARRING_HOME" not in worker.call(call(), 1.0).value
            worker.load("def f():\n    while True: pass", "f")
            with pytest.raises(Stopped, match="CPU time"):
                worker.call(call(), 0.3)
        assert not folder.exists()


def test_a_missing_package_is_named_with_its_install_line(pool):
    with pytest.raises(SandboxUnavailable, match="pip install surely_not_there"), pool.worker(("surely_not_there",)):
        pass


def test_the_call_filter_is_whole_on_every_machine_it_knows():
    for machine in filter.MACHINES:
        program = filter.program(machine)
        assert program
        assert len(program) % 8 == 0
        assert len(program) // 8 < 4096
    assert filter.program("m68k") is None


def test_a_package_brings_what_it_requires_and_never_ours():
    shown = confine.packages(("numpy",))
    assert any(inside == "/packages/numpy" for _, inside in shown)
    assert not any(Path(here).is_relative_to(ROOT / name) for here, _ in shown for name in ("agent", "corpus", "tests"))


def test_time_is_read_from_the_kernel_not_from_the_submission(pool):
    code = "import time\ntime.perf_counter = time.process_time = time.time = lambda: 0.0\ndef f(): return sum(range(3_000_000))"
    with pool.worker() as worker:
        worker.load(code, "f")
        worker.prepare(call(), 1, 5.0)
        told, seconds = worker.timed(1, 5.0)
    assert told.raised is None
    assert 0.005 < seconds < 5.0
    assert math.isfinite(seconds)


def test_a_limit_names_itself_in_one_line():
    worker = Worker(confine.works(), Limits(output_kb=4))
    with pytest.raises(Stopped, match=r"^printed more than 4 kB$") as stopped:
        worker.load("print('x' * 100_000)", "f")
    assert len(stopped.value.output) <= 4096
