"""Runs the real command in a real process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def sparring(*arguments: str, home: Path, timeout: float = 120, **options) -> subprocess.CompletedProcess[str]:
    """`sparring ARGUMENTS` with its state in `home`."""
    env = {**os.environ, "SPARRING_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=env, timeout=timeout, cwd=ROOT, check=False, **options
    )


def pinned(name: str, text: str) -> str:
    """The text that is pinned in tests/golden; PIN_PROMPTS=1 pins a new wording on purpose."""
    path = ROOT / "tests" / "golden" / name
    if os.environ.get("PIN_PROMPTS"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
