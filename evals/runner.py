"""Runs one suite in a process of its own, to be looked at and stopped while it works. The web app's way to start a run."""

import atexit
import json
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evals.suite import SuiteError, card

TAIL = 400


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    suite: str
    folder: Path
    done: int
    total: int
    over: bool
    trouble: str = ""
    """Why it ended without a report; empty when it has one, or still works."""


class Runner:
    """One run at a time: two would only slow each other down."""

    def __init__(self, home: Path) -> None:
        self._home, self._lock = home, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._suite, self._folder, self._stopped = "", home, False
        atexit.register(self.stop)

    def start(self, suite: str, limit: int) -> Progress:
        """Begin; SuiteError while another run works."""
        card(suite)
        with self._lock:
            if self._process and self._process.poll() is None:
                raise SuiteError(f"A run of {self._suite} is at work. Wait for it, or stop it.")
            self._suite, self._stopped = suite, False
            self._folder = self._home / "evals" / f"{datetime.now():%Y-%m-%d-%H%M%S}-{suite}"
            self._folder.mkdir(parents=True)
            command = [sys.executable, "-m", "evals.runner", suite, str(limit), str(self._home), str(self._folder)]
            with open(self._folder / "run.log", "wb") as log:
                self._process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        return self.look()

    def look(self) -> Progress:
        """Where it stands."""
        process = self._process
        if process is None:
            return Progress("", self._home, 0, 0, True)
        over = process.poll() is not None
        whole = (self._folder / "summary.json").exists()
        trouble = "It was stopped." if self._stopped else ""
        if over and not whole and not trouble:
            log = self._folder / "run.log"
            said = log.read_text(encoding="utf-8", errors="replace")[-TAIL:] if log.exists() else ""
            trouble = f"It ended without a report. It said: {said.strip() or 'nothing'}"
        return Progress(self._suite, self._folder, self._lines(), self._total(), over, trouble)

    def stop(self) -> None:
        """End it and take away what it had begun; a run that is over is left alone."""
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None:
                return
            self._stopped = True
            process.kill()
            process.wait()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _lines(self) -> int:
        path = self._folder / "items.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def _total(self) -> int:
        path = self._folder / "setting.json"
        try:
            return int(json.loads(path.read_text(encoding="utf-8"))["items"])
        except (FileNotFoundError, ValueError):  # not written yet, or being written
            return 0


def finished(home: Path) -> list[Path]:
    """The folders of the runs that have a report, latest first."""
    return sorted((path.parent for path in (home / "evals").glob("*/summary.json")), reverse=True)


def main(arguments: list[str]) -> int:
    """In the process: one worker, so that stopping it leaves nobody behind."""
    from evals.run import run_suite
    from evals.suite import Options

    suite, limit, home, folder = arguments
    run_suite(suite, Path(home), Path(folder), Options(limit=int(limit)), print, workers=1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
