"""The interview in a terminal: by script, by hand in a real pseudo-terminal, interrupted and taken up again."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time

import pytest
from helpers import ROOT, sparring

ANSWERS = "\n".join(
    [
        "We moved p99 from 92 to 74 milliseconds, which is 25 percent, by masking the known follows of the session.",
        "/hint",
        "fine",
        "/skip",
    ]
)


@pytest.fixture
def talk_home(tmp_path, home, library):
    """A home with its own sessions, and the encoder and index of the test run."""
    mine = tmp_path / "home"
    mine.mkdir()
    for part in ("models", "index"):
        (mine / part).symlink_to(home / part)
    return mine


def test_a_scripted_interview_ends_with_a_scorecard_as_json(talk_home, tmp_path):
    script = tmp_path / "answers.txt"
    script.write_text(ANSWERS, encoding="utf-8")
    arguments = ("interview", "--round", "ml", "--minutes", "20", "--seed", "3", "--answers", str(script), "--json")
    done = sparring(*arguments, home=talk_home)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["over"] is True
    assert told["scorecard"]["rounds"][0]["questions"]
    again = sparring(*arguments[:-1], "--repeat", home=talk_home)
    assert "Scorecard, level 2-2" in again.stdout
    assert "Traceback" not in again.stderr


@pytest.mark.slow
def test_sessions_are_listed_shown_exported_branched_and_deleted(talk_home, tmp_path):
    script = tmp_path / "answers.txt"
    script.write_text(ANSWERS, encoding="utf-8")
    told = json.loads(sparring("interview", "--round", "ml", "--answers", str(script), "--json", home=talk_home).stdout)
    ident = told["session"]
    listed = json.loads(sparring("sessions", "list", "--json", home=talk_home).stdout)
    assert [row["id"] for row in listed] == [ident]
    out = tmp_path / "session.md"
    assert sparring("sessions", "export", ident, "--out", str(out), home=talk_home).returncode == 0
    assert "## Transcript" in out.read_text(encoding="utf-8")
    branch = json.loads(sparring("sessions", "branch", ident, "--turn", "1", "--json", home=talk_home).stdout)
    assert branch["prompt"] == 1
    assert sparring("sessions", "delete", ident, home=talk_home).returncode == 0
    assert sparring("sessions", "show", ident, home=talk_home).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--loop", "tiktok-mlee"], "Did you mean tiktok-mle?"),
        (["--loop", "tiktok-mle", "--round", "ml"], "exclude each other"),
        (["--round", "codng"], "Did you mean coding?"),
        (["--resume", "nope"], "sparring sessions list"),
        (["--answers", "nowhere.txt"], "does not exist"),
        (["--job", "nowhere.txt"], "nowhere.txt"),
        (["--team", "sales"], "recommendation"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_what_there_is(talk_home, arguments, said):
    done = sparring("interview", *arguments, home=talk_home)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def _at_a_terminal():
    """Else Ctrl-C reaches nobody, or one who ignores it because the tests were started in the background."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Screen:
    """A person at a terminal: waits for words, types lines."""

    def __init__(self, home, *arguments):
        self._main, other = pty.openpty()
        env = {**os.environ, "SPARRING_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
        command = [sys.executable, "-m", "ui.cli", "interview", *arguments]
        self._process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            env=env,
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_at_a_terminal,
        )
        os.close(other)
        self.text = ""

    def wait(self, pattern, seconds=90):
        deadline = time.monotonic() + seconds
        seen = len(self.text)
        while not re.search(pattern, self.text[seen:]):
            assert time.monotonic() < deadline, f"{pattern!r} did not come: {self.text[seen:]}"
            if select.select([self._main], [], [], 0.2)[0]:
                try:
                    self.text += re.sub(
                        r"\x1b\[[0-9;?]*[a-zA-Z]", "", os.read(self._main, 65536).decode("utf-8", "replace")
                    )
                except OSError:
                    break
        return self.text[seen:]

    def type(self, text):
        os.write(self._main, text.encode())

    def end(self):
        code = self._process.wait(60)
        os.close(self._main)
        return code


@pytest.mark.slow
def test_ctrl_c_loses_nothing_not_even_what_was_being_typed(talk_home):
    screen = Screen(talk_home, "--round", "ml", "--minutes", "20", "--seed", "3")
    screen.wait("›")
    screen.type("I'd mask the known follows of the session before the softmax, and count the collisions first.\n\n")
    screen.wait("›")
    screen.type("/time\n")
    screen.wait("left|here")
    screen.type("half an ans\n")
    time.sleep(0.5)
    screen.type("\x03")
    told = screen.wait("--resume")
    assert screen.end() == 0
    ident = re.search(r"--resume\s+(\S+)", told + " " + screen.text).group(1)
    again = Screen(talk_home, "--resume", ident)
    shown = again.wait("›")
    assert "half an ans" in shown
    again.type("/send\n")
    again.wait("›")
    again.type("/end\n")
    again.wait("Kept as")
    assert again.end() == 0
    turns = json.loads(sparring("sessions", "show", ident, "--json", home=talk_home).stdout)["turns"]
    assert [t["text"] for t in turns][1] == "half an ans"
