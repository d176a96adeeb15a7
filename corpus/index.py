"""The Chroma index on disk: built whole, stamped, then only read.

Chroma has no lock between processes and answers wrongly when one writes what another has open. So nothing is ever
changed in place: a new generation is built in a folder of its own under a file lock, gets its READY file last, and
readers open the newest ready one. Half-built and stale generations are removed at the next build.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embed import ROOM, Embedder
from corpus.errors import CorpusError, IndexUnusable
from corpus.files import lock, write_atomic
from corpus.passages import Passage

DATABASE = "chroma.sqlite3"
LAYOUT = "1"
"""Raised when what is stored, or how, changes."""

Encode = Callable[[list[str]], np.ndarray]
"""Texts to rows of vectors; called only when something has to be built."""

_OURS = re.compile(r"(bank|notes)-[0-9a-f]{16}-[0-9a-z]+|index\.lock")


class Shelf:
    """One ready generation, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note: dict[str, Any] = json.loads((folder / "READY").read_text(encoding="utf-8"))
        self._open: dict[str, Any] = {}

    @property
    def counts(self) -> dict[str, int]:
        """Passages by collection, as they were when the generation was finished."""
        return dict(self.note["counts"])

    def nearness(
        self, collection: str, vector: np.ndarray, k: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Owner and similarity of the k closest passages, and nothing else of them: an id begins with its owner."""
        if not self.counts.get(collection):
            return []
        with _plainly(self.folder):
            found = self._collection(collection).query(
                query_embeddings=[vector], n_results=k, where=where, include=["distances"]
            )
        rows = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(ident.split("#")[0], 1.0 - float(distance)) for ident, distance in rows]

    def everything(self, collection: str) -> list[Passage]:
        """All passages of a collection, in the order they were added."""
        if not self.counts.get(collection):
            return []
        with _plainly(self.folder):
            found = self._collection(collection).get(include=["documents", "metadatas"])
        rows = zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        return [Passage(i, str(m["owner"]), text, m) for i, text, m in rows]

    def vectors(self, collection: str, where: dict[str, Any]) -> tuple[list[str], np.ndarray]:
        """The texts that pass, with the vectors they were stored under."""
        with _plainly(self.folder):
            found = self._collection(collection).get(where=where, include=["documents", "embeddings"])
        return list(found["documents"]), np.asarray(found["embeddings"], dtype=np.float32)

    def damage(self) -> str:
        """What differs from what was written; empty when nothing does."""
        try:
            # Chroma touches its files when it opens them, so they are measured and asked, not hashed.
            for name, size in self.note["files"].items():
                if (self.folder / name).stat().st_size != size:
                    return f"{name} was changed"
            with closing(sqlite3.connect(f"file:{self.folder / DATABASE}?mode=ro", uri=True)) as database:
                verdict = database.execute("PRAGMA quick_check").fetchone()[0]
                held = database.execute("SELECT count(*) FROM embeddings").fetchone()[0]
            if verdict != "ok" or held != sum(self.counts.values()):
                return f"{DATABASE} is not whole"
        except (OSError, sqlite3.Error) as error:
            return str(error)
        return ""

    @cached_property
    def _client(self) -> Any:
        return _client(self.folder)

    def _collection(self, name: str) -> Any:
        if name not in self._open:
            self._open[name] = self._client.get_collection(name, embedding_function=None)
        return self._open[name]


def fingerprint(passages: Mapping[str, Sequence[Passage]], embedder: str) -> str:
    """Sixteen hex digits that change with any text, address or filter value, and with the embedder."""
    digest = hashlib.sha256(f"{LAYOUT}\0{embedder}".encode())
    for name in sorted(passages):
        for passage in passages[name]:
            digest.update(json.dumps([name, passage.id, passage.owner, passage.text, passage.meta]).encode())
    return digest.hexdigest()[:16]


def open_shelf(
    home: Path, kind: str, passages: Mapping[str, Sequence[Passage]], encode: Encode, *, rebuild: bool = False
) -> tuple[Shelf, str]:
    """A ready generation that holds exactly these passages, and a line saying what was done to have it."""
    stamp = fingerprint(passages, Embedder.fingerprint)
    root = home / "index"
    reason = "as asked" if rebuild else ""
    with _plainly(root):
        _refuse_foreign(root)
        if not rebuild:
            shelf, reason = _ready(root, kind, stamp)
            if shelf:
                return shelf, "unchanged"
        with lock(root / "index.lock"):
            if not rebuild:
                shelf, reason = _ready(root, kind, stamp)  # another process may have built it while we waited
                if shelf:
                    return shelf, "unchanged"
            started = time.monotonic()
            folder = _build(root, kind, stamp, passages, encode)
            _sweep(root, kind, folder)
            total = sum(len(rows) for rows in passages.values())
            done = f"built {total:,} passages in {time.monotonic() - started:.1f} s"
            return Shelf(folder), f"{done} ({reason})" if reason else done


def newest(home: Path, kind: str) -> Shelf | None:
    """The newest ready generation of a kind, whatever it holds; None when there is none."""
    root = home / "index"
    with _plainly(root):
        _refuse_foreign(root)
        folders = [path.parent for path in root.glob(f"{kind}-*/READY")]
        return Shelf(max(folders, key=lambda f: (f / "READY").stat().st_mtime_ns)) if folders else None


def _ready(root: Path, kind: str, stamp: str) -> tuple[Shelf | None, str]:
    reason = "the content or the encoder changed" if any(root.glob(f"{kind}-*")) else ""
    for folder in sorted(root.glob(f"{kind}-{stamp}-*")):
        if not (folder / "READY").exists():
            reason = "an earlier build was not finished"
            continue
        try:
            shelf = Shelf(folder)
            damage = shelf.damage()
            if not damage:
                return shelf, ""
        except (ValueError, KeyError):
            damage = "READY is not readable"
        reason = f"the one on disk was damaged: {damage}"
    return None, reason


def _build(root: Path, kind: str, stamp: str, passages: Mapping[str, Sequence[Passage]], encode: Encode) -> Path:
    folder = root / f"{kind}-{stamp}-{time.time_ns():x}{os.getpid():x}"
    folder.mkdir(parents=True)
    client = _client(folder)
    step = min(2000, client.get_max_batch_size())
    for name, rows in passages.items():
        collection = client.create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )
        vectors = encode([row.text for row in rows])
        for i in range(0, len(rows), step):
            part = rows[i : i + step]
            collection.upsert(
                ids=[row.id for row in part],
                documents=[row.text for row in part],
                metadatas=[{"owner": row.owner, **row.meta} for row in part],
                embeddings=vectors[i : i + step],
            )
    _close(folder)
    files = {
        str(p.relative_to(folder)): p.stat().st_size
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(DATABASE)
    }
    counts = {name: len(rows) for name, rows in passages.items()}
    note = {"stamp": stamp, "embedder": Embedder.fingerprint, "counts": counts, "files": files}
    write_atomic(folder / "READY", json.dumps(note))
    return folder


def _sweep(root: Path, kind: str, keep: Path) -> None:
    """Remove older generations, but for the last one: another process may still be reading it."""
    older = sorted((p for p in root.glob(f"{kind}-*") if p != keep), key=lambda p: p.stat().st_mtime_ns)
    ready = [path for path in older if (path / "READY").exists()]
    for path in older:
        if path not in ready[-1:]:
            shutil.rmtree(path, ignore_errors=True)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _close(folder: Path) -> None:
    """Let go of a finished build, so that all of it is in its files."""
    from chromadb.api.shared_system_client import SharedSystemClient

    system = SharedSystemClient._identifier_to_system.pop(str(folder), None)
    if system:
        system.stop()


def _refuse_foreign(root: Path) -> None:
    if not root.exists():
        return
    if not root.is_dir():
        raise IndexUnusable(f"{root} is a file, not Sparring's index folder. Move it away or set SPARRING_HOME.")
    strangers = sorted(path.name for path in root.iterdir() if not _OURS.fullmatch(path.name))
    if strangers:
        raise IndexUnusable(
            f"{root} holds things Sparring did not put there ({', '.join(strangers[:3])}), so nothing was changed. "
            "Move them away or point SPARRING_HOME at another folder."
        )


@contextmanager
def _plainly(root: Path) -> Iterator[None]:
    """Turn what the disk or Chroma throws into words."""
    try:
        yield
    except (CorpusError, KeyboardInterrupt, SystemExit):
        raise
    except OSError as error:
        raise IndexUnusable(f"The index at {root} cannot be used: {error.strerror or error}. {ROOM}") from error
    except BaseException as error:
        full = any(
            hint in str(error).lower() for hint in ("disk is full", "no space", "too large", "readonly", "i/o error")
        )
        what = "the disk is full or not writable" if full else f"{type(error).__name__}: {str(error)[:200]}"
        raise IndexUnusable(
            f"The index at {root} cannot be used: {what}. {ROOM if full else '`sparring index --rebuild` builds it anew.'}"
        ) from error
