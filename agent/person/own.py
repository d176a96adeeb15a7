"""Questions of one's own: kept in `home/questions.json`, asked by an interview, judged on the nearest points of the bank."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from agent.errors import PersonError
from agent.state import Record
from corpus.files import Busy, lock, write_atomic

MOST, LONGEST = 200, 2_000
WAIT = 5.0


class OwnQuestion(Record):
    """What to be asked, in one's own words."""

    id: str
    text: str


def own_questions(home: Path) -> list[OwnQuestion]:
    """All of them, the oldest first."""
    path = home / "questions.json"
    try:
        return [OwnQuestion.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, ValidationError, TypeError) as error:
        raise PersonError(f"{path} cannot be read ({type(error).__name__}). Mend it, or move it away.") from error


def add_own(home: Path, text: str) -> OwnQuestion:
    """Keep one; the same words twice are one question."""
    text = " ".join(text.split())
    if not 10 <= len(text) <= LONGEST:
        raise PersonError(f"A question has 10 to {LONGEST:,} characters; this one has {len(text):,}.")
    new = OwnQuestion(id=hashlib.sha256(text.encode()).hexdigest()[:12], text=text)
    with _changing(home) as rows:
        others = [row for row in rows if row.id != new.id]
        if len(others) >= MOST:
            raise PersonError(f"You have {MOST} questions of your own. Remove one first.")
        rows[:] = [*others, new]
    return new


def remove_own(home: Path, ident: str) -> None:
    """Take one out."""
    with _changing(home) as rows:
        if all(row.id != ident for row in rows):
            raise PersonError("That question is gone already.")
        rows[:] = [row for row in rows if row.id != ident]


@contextmanager
def _changing(home: Path) -> Iterator[list[OwnQuestion]]:
    """The questions, to be changed in place: read and written under one lock, so that two windows lose nothing."""
    path = home / "questions.json"
    try:
        with lock(home / "questions.lock", wait=WAIT):
            rows = own_questions(home)
            yield rows
            write_atomic(path, json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=1) + "\n")
    except (Busy, OSError) as error:
        raise PersonError(
            f"{path} cannot be written just now ({type(error).__name__}). Nothing was changed."
        ) from error
