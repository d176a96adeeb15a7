"""The SQLite file behind `agent.person.memory`: created on the first write, shared by processes, every failure told in words.

A connection lives for one operation, so a process killed anywhere leaves no lock, and no half of a session.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from agent.errors import PersonError
from corpus.files import lock

VERSION = 1
_TABLES = """
CREATE TABLE weaknesses (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT);
CREATE TABLE sightings (
    session TEXT NOT NULL, question_id TEXT NOT NULL, point_id TEXT NOT NULL, at REAL NOT NULL, level INTEGER,
    weakness INTEGER REFERENCES weaknesses (id), topic TEXT NOT NULL, round TEXT NOT NULL, says TEXT NOT NULL,
    quote TEXT NOT NULL, UNIQUE (session, question_id, point_id)
);
CREATE INDEX sightings_point ON sightings (question_id, point_id);
CREATE INDEX sightings_weakness ON sightings (weakness);
"""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_ROOM = "Free some space, or point SPARRING_HOME at a folder you can write to."


class _Damaged(PersonError):
    """The file is no database any more: only deleting it helps."""


class PersonFile:
    """Opens the file for one read or one write. `patience`: seconds to wait for another process."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path = path
        self._patience = patience

    def there(self) -> bool:
        """Whether anything was ever written."""
        return self._path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with; an empty memory when there is no file, which is not made."""
        with self._told(), closing(_empty()) as empty:
            if not self.there():
                yield empty
                return
            with closing(self._connect()) as db:
                yield empty if _fresh(db) else db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is on disk at the end, or none."""
        with self._told():
            self._create()
            with closing(self._connect()) as db:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")

    def scrub(self) -> None:
        """Take deleted words off the disk too: out of the log, after their pages were overwritten."""
        with self._told(), closing(self._connect()) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def clear(self) -> int:
        """Delete every row, or the file when it is damaged; how many weaknesses were known."""
        if not self.there():
            return 0
        try:
            with self.writing() as db:
                count = db.execute("SELECT COUNT(*) FROM weaknesses").fetchone()[0]
                for table in ("sightings", "weaknesses"):
                    db.execute(f"DELETE FROM {table}")
            self.scrub()
        except _Damaged:
            count = 0
            with self._told():
                for suffix in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        return count

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=self._patience, isolation_level=None)
        try:
            db.execute("PRAGMA secure_delete = ON")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if version > VERSION:
                raise PersonError(f"{self._path} was written by a newer Sparring (format {version}). Update Sparring.")
            if tables and (version == 0 or "sightings" not in tables):
                raise PersonError(f"{self._path} is a database, but not of Sparring. Move it away.")
        except BaseException:
            db.close()
            raise
        return db

    def _create(self) -> None:
        # Turning on the log is the one step SQLite does not wait for others in: a lock of our own makes them wait.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with lock(self._path.with_suffix(".lock")), closing(self._connect()) as db:
            if _fresh(db):
                db.execute("PRAGMA journal_mode = WAL")
                db.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version = {VERSION};COMMIT;")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what SQLite and the system say into what a person can do."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED:
                raise _Damaged(
                    f"{self._path} is damaged ({error}). Put back a copy of it, or start anew: sparring person forget-all"
                ) from error
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise PersonError(
                    f"{self._path} is in use by another program, for more than {self._patience:g} seconds. "
                    "Nothing was changed. Close the other Sparring, or try again."
                ) from error
            raise PersonError(f"{self._path} cannot be used: {error}. Nothing was changed. {_ROOM}") from error
        except OSError as error:
            raise PersonError(f"{self._path} cannot be used: {error.strerror or error}. {_ROOM}") from error


def _fresh(db: sqlite3.Connection) -> bool:
    """Whether the tables are still to be made: a process may have died before it made them."""
    return db.execute("PRAGMA user_version").fetchone()[0] == 0


def _empty() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(_TABLES)
    return db
