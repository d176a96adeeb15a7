"""One process for one submission: started behind the wall, asked call by call, watched from outside, then killed.

Time is read from the kernel's books about the process, never from the process: it may say what it likes. A worker that
was stopped is gone; nothing it still holds is waited for.
"""

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Literal

from agent.sandbox import wire
from agent.sandbox.confine import FIRST_UID, PACKAGES, UIDS, Limits, Wall, command, environment
from agent.sandbox.filter import program
from corpus.problem_tests import Call

Reason = Literal["time", "idle", "output", "answer", "channel", "ended"]

STARTING = 60.0
"""Seconds a worker may take to be ready: a library that is read from a cold disk looks idle."""

_HARNESS = (Path(__file__).parent / "inside.py").read_text(encoding="utf-8")
_PIPE = subprocess.PIPE
_BOOKS = os.path.exists("/proc/self/stat")
"""Whether the kernel tells what a process used; elsewhere (limits-only on a Mac) time passed stands for time spent."""
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_SPAWNER = ThreadPoolExecutor(1, thread_name_prefix="sandbox-spawner")
"""Every process is started by this one thread, which lives as long as we do: the kernel ends a contained process with
the thread that started it, not with the whole parent."""
_TURN = count(os.getpid() * 1000)


def _carried(case: Call) -> tuple[Any, Any]:
    return wire.sealed(case.args), wire.sealed(None if case.steps is None else list(case.steps))


class Stopped(Exception):
    """The submission's process was ended, by a limit or by itself; `said` is the clear line for a person."""

    def __init__(self, reason: Reason, said: str, output: str = "") -> None:
        super().__init__(said)
        self.reason, self.said, self.output = reason, said, output


@dataclass(frozen=True)
class Answer:
    """What one call gave: a value, or the exception it raised."""

    value: Any = None
    raised: str | None = None
    message: str = ""
    line: int | None = None
    cpu: float = 0.0


def _guard(pid: int) -> subprocess.Popen[bytes]:
    """A process that ends `pid` when we die: with a user id of its own, it is out of its dying parent's reach.

    Its standard input closes with us. The name is looked at first, since the number may be another's by then.
    """
    script = 'read -r _; grep -q "Runs inside the sandbox" "/proc/$0/cmdline" && kill -9 "$0"'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, str(pid)],
        stdin=_PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )


class Worker:
    """A harness that waits for one submission."""

    def __init__(self, wall: Wall, limits: Limits, preload: tuple[str, ...] = ()) -> None:
        self.wall, self.limits = wall, limits
        self._printed, self._inbox = bytearray(), bytearray()
        self.folder: str | None = None
        self._handle: int | None = None
        """Of the process inside: its number may be another's by the time we end it."""
        self.process, self.pid = _SPAWNER.submit(self._start).result()
        self._guard = _guard(self.pid) if wall.own_uid and self.pid else None
        self._watch = selectors.DefaultSelector()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        self._watch.register(self.process.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
        self._watch.register(self.process.stderr, selectors.EVENT_READ)  # type: ignore[arg-type]
        rlimits = limits.rlimits(wall.filtered)
        if wall.mode == "limits-only":
            del rlimits["RLIMIT_NPROC"]  # it would count everything this user runs
        setup = {
            "uid": FIRST_UID + next(_TURN) % UIDS if wall.own_uid else None,
            "rlimits": rlimits,
            "path": [PACKAGES] if wall.mode == "contained" else [],
            "recursion": limits.recursion,
            "preload": list(preload),
        }
        self.version = self._exchange(wire.frame(setup), STARTING, STARTING)["value"]

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        if self.wall.mode == "limits-only":
            self.folder = tempfile.mkdtemp(prefix="sparring-")
            env = {**environment(), "HOME": self.folder, "TMPDIR": self.folder}
            made = subprocess.Popen(
                [self.wall.python, "-B", "-s", "-c", _HARNESS],
                env=env, cwd=self.folder, start_new_session=True, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE, bufsize=0,
            )  # fmt: skip
            return made, made.pid
        inner = [self.wall.python, "-B", "-s", "-S", "-P", "-c", _HARNESS]
        info_read, info_write = os.pipe()
        given = [info_write]
        calls = program() if self.wall.filtered else None
        filter_fd = None
        if calls:
            filter_fd, filter_write = os.pipe()
            os.write(filter_write, calls)
            os.close(filter_write)
            given.append(filter_fd)
        try:
            contained = subprocess.Popen(
                command(self.wall, inner, info_write, filter_fd),
                pass_fds=given,
                env={},
                start_new_session=True,
                stdin=_PIPE,
                stdout=_PIPE,
                stderr=_PIPE,
                bufsize=0,
            )
        finally:
            for fd in given:
                os.close(fd)
        with os.fdopen(info_read, "rb") as info:
            told = info.read()
        pid = int(json.loads(told)["child-pid"]) if told else 0
        with contextlib.suppress(OSError):  # it may be gone already, or the kernel be too old for handles
            self._handle = os.pidfd_open(pid) if pid else None
        return contained, pid

    def load(self, code: str, entry: str, support: str = "", seconds: float = 10.0) -> Answer:
        """Import the submission; the value is whether it defines `entry`."""
        return self._ask("load", code, entry, support, seconds=seconds)

    def call(self, case: Call, seconds: float) -> Answer:
        """One call, within so many CPU seconds."""
        return self._ask("call", *_carried(case), seconds=seconds)

    def changes(self, case: Call, seconds: float) -> Answer:
        """Whether the call changes its arguments."""
        return self._ask("changes", *_carried(case), seconds=seconds)

    def count(self, case: Call, most: int, seconds: float) -> Answer:
        """Steps the call takes: the interpreter's, and operations on the data; None above `most`."""
        return self._ask("count", *_carried(case), most, seconds=seconds)

    def prepare(self, case: Call, copies: int, seconds: float) -> Answer:
        """Carry a call's arguments in, in so many copies, for `timed`."""
        return self._ask("prepare", *_carried(case), copies, seconds=seconds)

    def timed(self, times: int, seconds: float) -> tuple[Answer, float]:
        """The prepared call alone, `times` over: CPU seconds by the kernel's books."""
        before = self._cpu_fine()
        answer = self._ask("go", times, seconds=seconds)
        return answer, self._cpu_fine() - before

    @property
    def output(self) -> str:
        """What the submission printed so far, cut to the limit."""
        return self._printed.decode("utf-8", "replace")

    def close(self) -> None:
        """End the process, whatever it is doing. With it goes everything it made."""
        if self._guard is not None:
            self._guard.kill()
            self._guard.wait()
            self._guard.stdin.close()  # type: ignore[union-attr]
            self._guard = None
        if self.process.poll() is None:
            self._kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._watch.close()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        """First what is inside: bubblewrap then ends by itself, and only after the last process behind the wall."""
        with contextlib.suppress(ProcessLookupError, PermissionError, subprocess.TimeoutExpired):
            if self.wall.mode == "limits-only":
                os.killpg(self.process.pid, signal.SIGKILL)
            elif self._handle is not None:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
                self.process.wait(5)
                return
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, name: str, *given: Any, seconds: float) -> Answer:
        before = self._cpu()
        found = self._exchange(wire.frame((name, given)), seconds)
        return Answer(**found, cpu=self._cpu() - before)

    def _exchange(self, message: bytes, seconds: float, idle: float | None = None) -> dict[str, Any]:
        """Send one frame and wait for its reply, while looking after every limit."""
        started, cpu_before, waited_before = time.monotonic(), self._cpu(), self._waited()
        pending, idle = memoryview(message), idle or self.limits.idle_seconds
        assert self.process.stdin is not None
        self._watch.register(self.process.stdin, selectors.EVENT_WRITE)
        try:
            while True:
                for key, _ in self._watch.select(0.05):
                    if key.fileobj is self.process.stdin:
                        pending = self._send(pending)
                    elif key.fileobj is self.process.stderr:
                        self._hear()
                    else:
                        self._receive()
                found = self._frame()
                if found is not None:
                    return wire.reply(found)
                passed = time.monotonic() - started
                spent = self._cpu() - cpu_before if _BOOKS else passed
                if spent > seconds:
                    raise self._stop("time", f"more than {seconds:g} s of CPU time")
                if passed - spent - (self._waited() - waited_before) > idle:
                    raise self._stop("idle", f"did nothing for {idle:g} s (asleep, or waiting)")
                if passed > self.limits.wall_seconds:
                    raise self._stop("time", f"no answer in {self.limits.wall_seconds:g} s")
        except wire.Malformed as error:
            raise self._stop("channel", "wrote into the channel that carries its answers") from error
        finally:
            with contextlib.suppress(KeyError, ValueError):
                self._watch.unregister(self.process.stdin)

    def _send(self, pending: memoryview) -> memoryview:
        try:
            pending = pending[os.write(self.process.stdin.fileno(), pending[: 1 << 20]) :]  # type: ignore[union-attr]
        except BrokenPipeError:
            pending = pending[:0]  # it is gone; reading will say so
        if not pending:
            self._watch.unregister(self.process.stdin)  # type: ignore[arg-type]
        return pending

    def _hear(self) -> None:
        heard = os.read(self.process.stderr.fileno(), 1 << 16)  # type: ignore[union-attr]
        if not heard:
            self._watch.unregister(self.process.stderr)  # type: ignore[arg-type]
        self._printed += heard
        most = self.limits.output_kb << 10
        if len(self._printed) > most:
            del self._printed[most:]
            raise self._stop("output", f"printed more than {self.limits.output_kb} kB")

    def _receive(self) -> None:
        part = os.read(self.process.stdout.fileno(), 1 << 20)  # type: ignore[union-attr]
        if not part:
            raise self._stop("ended", self._last_words())
        self._inbox += part

    def _frame(self) -> bytes | None:
        if len(self._inbox) < 8:
            return None
        size = int.from_bytes(self._inbox[:8], "big")
        if size > 1 << 40:  # no length: somebody else wrote here
            raise wire.Malformed("not a length")
        if size > self.limits.answer_mb << 20:
            raise self._stop("answer", f"an answer of more than {self.limits.answer_mb} MB")
        if len(self._inbox) < 8 + size:
            return None
        if len(self._inbox) > 8 + size:
            raise wire.Malformed("more than one reply")
        found = bytes(self._inbox[8:])
        self._inbox.clear()
        return found

    def _last_words(self) -> str:
        try:
            code = self.process.wait(2)
        except subprocess.TimeoutExpired:
            return "closed the channel that carries its answers"
        died = code - 128 if code > 128 else -code if code < 0 else 0
        if died in (signal.SIGXCPU, signal.SIGKILL):
            return f"ended by the system (a limit of {self.limits.cpu_seconds} s of CPU time or of memory)"
        return f"crashed ({signal.strsignal(died) or died})" if died else f"ended by itself (exit code {code})"

    def _stop(self, reason: Reason, said: str) -> Stopped:
        with contextlib.suppress(OSError, ValueError):
            self._printed += os.read(self.process.stderr.fileno(), 1 << 16)  # type: ignore[union-attr]
        del self._printed[self.limits.output_kb << 10 :]
        self.close()
        return Stopped(reason, said, self.output)

    def _cpu(self) -> float:
        """CPU seconds of the whole process so far."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return self._last_cpu
        self._last_cpu = (int(fields[11]) + int(fields[12])) / _TICK
        return self._last_cpu

    _last_cpu = 0.0

    def _waited(self) -> float:
        """Seconds the main thread was ready to run and no core was free."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0

    def _cpu_fine(self) -> float:
        """As `_cpu`, to the nanosecond where the kernel keeps such books."""
        try:
            found = [path.read_text().split() for path in self._tasks.glob("*/schedstat")]
        except OSError:
            return self._cpu()
        return sum(int(fields[0]) for fields in found) / 1e9 if found else self._cpu()

    @cached_property
    def _tasks(self) -> Path:
        return Path(f"/proc/{self.pid}/task")
