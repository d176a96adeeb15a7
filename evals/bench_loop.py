"""What a whole loop costs: the real command, from its start to the scorecard, with the answers of a file.

The answers fit the questions that seed asks of today's bank; after a change to it they still cost what answers cost.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from evals.row import Row

LOOP, SEED = "tiktok-mle", 7
ROOT = Path(__file__).parent.parent
"""The answers name files of code from here."""
ANSWERS = Path(__file__).parent / "suites" / "loops" / f"{LOOP}.txt"


def loop_rows(home: Path) -> Iterator[Row]:
    """Seconds of CPU and by the clock, and the result."""
    before, began = _children(), time.perf_counter()
    told = played(home)
    card = told["scorecard"]
    turns = max(line["after_turn"] for line in told["lines"])
    yield Row(
        f"loop {LOOP} by script",
        f"{_children() - before:.1f} s of CPU, {time.perf_counter() - began:.1f} s by the clock",
        f"{turns} answers in {len(card['rounds'])} rounds, from the command to its scorecard: {card['band']}, {card['score']['value']:.2f}",
    )


def played(home: Path) -> dict:
    """What `sparring interview --loop … --answers … --json` prints, in a home of its own with the index of this one."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("models", "index"):
            (Path(folder) / part).symlink_to((home / part).resolve())
        command = [sys.executable, "-m", "ui.cli", "interview", "--loop", LOOP, "--seed", str(SEED)]
        done = subprocess.run(
            [*command, "--answers", str(ANSWERS), "--json"],
            capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "SPARRING_HOME": folder},
        )  # fmt: skip
    return json.loads(done.stdout)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
