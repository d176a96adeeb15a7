"""Where interviews are kept: one SQLite file with the checkpoints, a row a session, and every answer as it came in.

An answer is written here before the graph sees it, under its session and prompt: killed right after, it is found
again; sent twice, the second one is refused by the key, also from another process.
"""

import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from agent.coding_records import CODING_RECORDS
from agent.errors import SessionBusy, SessionError, StaleAnswer
from agent.models.port import Usage
from agent.saver import RememberingSaver
from agent.state import RECORDS, Brief

FORMAT = 1
"""Raised when a record's meaning changes so that older sessions would be misread."""
WAIT = 10.0
"""Seconds to wait for another process that is writing."""

_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, created REAL NOT NULL, updated REAL NOT NULL, format INTEGER NOT NULL, brief TEXT NOT NULL,
    title TEXT NOT NULL, status TEXT NOT NULL, parent TEXT, asked TEXT NOT NULL DEFAULT '[]', result TEXT
);
CREATE TABLE IF NOT EXISTS inbox (
    session TEXT NOT NULL, prompt INTEGER NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (session, prompt)
);
CREATE TABLE IF NOT EXISTS drafts (
    session TEXT NOT NULL, prompt INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (session, prompt)
);
CREATE TABLE IF NOT EXISTS used (
    session TEXT PRIMARY KEY, calls INTEGER NOT NULL, read INTEGER NOT NULL, cached INTEGER NOT NULL, written INTEGER NOT NULL,
    dollars REAL
);
"""


@dataclass(frozen=True)
class SessionRow:
    """What a list of sessions shows."""

    id: str
    created: float
    updated: float
    format: int
    brief: Brief
    title: str
    status: str
    parent: str | None
    asked: tuple[str, ...]
    result: dict[str, Any] | None


class Store:
    """One a process, safe to share between threads."""

    def __init__(self, home: Path) -> None:
        self.path = home / "sessions.sqlite"
        with _explained(self.path):
            home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=WAIT, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_TABLES)
            serializer = JsonPlusSerializer(allowed_msgpack_modules=[*RECORDS, *CODING_RECORDS])
            self.saver = RememberingSaver(self._connection, serde=serializer)
            self.saver.setup()
        self._writing = self.saver.lock if hasattr(self.saver, "lock") else threading.Lock()
        self._locks = home / "locks"
        self.recordings = home / "recordings"
        """The sound of answers, where a candidate asked to keep it; one folder a session, deleted with it."""

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what SQLite or the disk says into what a person can do about it."""
        with _explained(self.path):
            yield

    @contextmanager
    def only_one(self, session: str) -> Iterator[None]:
        """One writer a session at a time, over all processes."""
        from corpus.files import Busy, lock

        with _explained(self.path):
            self._locks.mkdir(parents=True, exist_ok=True)
        try:
            with lock(self._locks / f"{session}.lock", wait=3 * WAIT):
                yield
        except Busy:
            raise SessionBusy(
                f"Session {session} is being answered in another window or process. Finish there, or try again in a moment; nothing was changed."
            ) from None

    def create(self, session: str, brief: Brief, title: str, now: float, parent: str | None = None) -> None:
        """A new row."""
        self._write(
            "INSERT INTO sessions (id, created, updated, format, brief, title, status, parent) VALUES (?, ?, ?, ?, ?, ?, 'open', ?)",
            (session, now, now, FORMAT, brief.model_dump_json(), title, parent),
        )

    def touch(
        self, session: str, now: float, status: str, asked: list[str], result: dict[str, Any] | None = None
    ) -> None:
        """Where the session stands after a turn."""
        self._write(
            "UPDATE sessions SET updated = ?, status = ?, asked = ?, result = COALESCE(?, result) WHERE id = ?",
            (now, status, json.dumps(asked), json.dumps(result) if result is not None else None, session),
        )

    def row(self, session: str) -> SessionRow:
        """One session; SessionError when it is not there or of another format."""
        found = self._read("SELECT * FROM sessions WHERE id = ?", (session,))
        if not found:
            raise SessionError(f"There is no session {session!r}. `sparring sessions list` shows those there are.")
        row = _row(found[0])
        if row.format != FORMAT:
            raise SessionError(
                f"Session {session} was saved in format {row.format}, and this version reads format {FORMAT}. It is untouched; "
                "open it with the version that wrote it, or keep its export."
            )
        return row

    def rows(self) -> list[SessionRow]:
        """All sessions, latest first."""
        return [_row(raw) for raw in self._read("SELECT * FROM sessions ORDER BY created DESC, id", ())]

    def put_answer(self, session: str, prompt: int, answer: dict[str, Any]) -> None:
        """Keep an answer before anything is done with it; StaleAnswer when this prompt has one."""
        try:
            self._write("INSERT INTO inbox VALUES (?, ?, ?)", (session, prompt, json.dumps(answer)))
        except sqlite3.IntegrityError:
            raise StaleAnswer(
                "This question was answered already, here or in another window. Your text was not used; look at the session to go on."
            ) from None

    def answer(self, session: str, prompt: int) -> dict[str, Any] | None:
        """The answer that came in for a prompt."""
        found = self._read("SELECT answer FROM inbox WHERE session = ? AND prompt = ?", (session, prompt))
        return json.loads(found[0][0]) if found else None

    def drop_answer(self, session: str, prompt: int) -> None:
        """Forget an answer that was taken back."""
        self._write("DELETE FROM inbox WHERE session = ? AND prompt = ?", (session, prompt))

    def put_draft(self, session: str, prompt: int, text: str, *, spoken: bool = False) -> None:
        """Keep what was typed, or spoken, and not sent yet; an empty text removes it."""
        at = (session, -prompt if spoken else prompt)
        if text:
            self._write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (*at, text))
        else:
            self._write("DELETE FROM drafts WHERE session = ? AND prompt = ?", at)

    def draft(self, session: str, prompt: int, *, spoken: bool = False) -> str:
        """What was typed, or spoken, and not sent; empty when nothing was."""
        at = (session, -prompt if spoken else prompt)
        found = self._read("SELECT text FROM drafts WHERE session = ? AND prompt = ?", at)
        return str(found[0][0]) if found else ""

    def put_usage(self, session: str, used: Usage) -> None:
        """Keep what a session's model has used so far; nothing for a session that is gone."""
        values = (used.calls, used.read, used.cached, used.written, used.dollars, session)
        self._write("INSERT OR REPLACE INTO used SELECT id, ?, ?, ?, ?, ? FROM sessions WHERE id = ?", values)

    def usage(self, session: str) -> Usage | None:
        """What a session's model has used; None when it called none."""
        found = self._read("SELECT calls, read, cached, written, dollars FROM used WHERE session = ?", (session,))
        return Usage(*found[0]) if found else None

    def size(self, session: str) -> int:
        """Bytes of its checkpoints and writes."""
        sql = (
            "SELECT (SELECT COALESCE(SUM(LENGTH(checkpoint) + LENGTH(metadata)), 0) FROM checkpoints WHERE thread_id = ?1)"
            " + (SELECT COALESCE(SUM(LENGTH(value)), 0) FROM writes WHERE thread_id = ?1)"
        )
        return int(self._read(sql, (session,))[0][0])

    def delete(self, session: str) -> None:
        """Remove every trace of a session from the file."""
        self.row(session)
        with _explained(self.path):
            self.saver.delete_thread(session)
            for table in ("inbox", "drafts", "used"):
                self._write(f"DELETE FROM {table} WHERE session = ?", (session,))
            self._write("DELETE FROM sessions WHERE id = ?", (session,))
            with self._writing:
                self._connection.commit()
                self._connection.execute("VACUUM")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (self._locks / f"{session}.lock").unlink(missing_ok=True)
        shutil.rmtree(self.recordings / session, ignore_errors=True)

    def _write(self, sql: str, values: tuple[Any, ...]) -> None:
        with _explained(self.path), self._writing:
            try:
                self._connection.execute(sql, values)
                self._connection.commit()
            except sqlite3.Error:
                self._connection.rollback()
                raise

    def _read(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with _explained(self.path), self._writing:
            return self._connection.execute(sql, values).fetchall()


def _row(raw: tuple[Any, ...]) -> SessionRow:
    ident, created, updated, form, brief, title, status, parent, asked, result = raw
    return SessionRow(
        ident, created, updated, form, Brief.model_validate(_known(json.loads(brief))), title, status, parent,
        tuple(json.loads(asked)), json.loads(result) if result else None,
    )  # fmt: skip


def _known(brief: dict[str, Any]) -> dict[str, Any]:
    """A brief of another version may hold fields this one does not know; the format decides whether they matter."""
    return {key: value for key, value in brief.items() if key in Brief.model_fields}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            what = f"{path} is locked by another program. Close it, or try again in a moment."
        elif "full" in said:
            what = f"The disk is full, so {path} could not be written. Free some space and send the answer again."
        elif "readonly" in said or "unable to open" in said:
            what = f"{path} cannot be written. Check its permissions, or set SPARRING_HOME to a folder of your own."
        else:
            what = f"{path} could not be used ({said})."
        raise SessionError(f"{what} Everything up to the last answer is safe.") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise SessionError(
            f"{path} is damaged or is not a session file ({error}). Move it away to start afresh; nothing was written to it."
        ) from error
    except OSError as error:
        raise SessionError(
            f"{path} cannot be written: {os.strerror(error.errno) if error.errno else error}. Everything up to the last answer is safe."
        ) from error
