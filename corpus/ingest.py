"""The user's own documents into the index, each passage with its file and heading for citation.

A document read again replaces what it held before; one that cannot be read changes nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import SUFFIXES, read_document
from corpus.embed import ROOM
from corpus.errors import DocumentError, IndexUnusable
from corpus.files import lock
from corpus.index import Encode, newest, open_shelf
from corpus.passages import Passage

NOTES = "notes"


@dataclass(frozen=True)
class Ingested:
    """What came of one call: passages by file, and the files that could not be read with the reason."""

    passages: dict[str, int]
    refused: dict[str, str]
    status: str


def ingest(home: Path, paths: Sequence[Path], encode: Encode) -> Ingested:
    """Read every document and put the readable ones in the index, in one step."""
    fresh: dict[str, list[Passage]] = {}
    refused: dict[str, str] = {}
    for path in _files(paths):
        try:
            fresh[str(path.resolve())] = _passages(path.resolve())
        except DocumentError as error:
            refused[str(path)] = str(error)
    if not fresh:
        return Ingested({}, refused, "nothing was added")
    try:
        with lock(home / "notes.lock"):  # reading the old notes and writing the new ones is one step
            kept = [p for p in stored_notes(home) if p.meta["file"] not in fresh]
            rows = kept + [passage for passages in fresh.values() for passage in passages]
            _, status = open_shelf(home, NOTES, {NOTES: rows}, encode)
    except OSError as error:
        raise IndexUnusable(f"{home} cannot be written: {error.strerror or error}. {ROOM}") from error
    return Ingested({name: len(rows) for name, rows in fresh.items()}, refused, status)


def remove(home: Path, file: str, encode: Encode) -> int:
    """Take one document out of the index; how many passages it held. The file itself is left where it is."""
    with lock(home / "notes.lock"):
        rows = stored_notes(home)
        kept = [p for p in rows if p.meta["file"] != file]
        if len(kept) < len(rows):
            open_shelf(home, NOTES, {NOTES: kept}, encode)
        return len(rows) - len(kept)


def stored_notes(home: Path) -> list[Passage]:
    """Every passage of the user's documents."""
    shelf = newest(home, NOTES)
    rows = shelf.everything(NOTES) if shelf else []
    return [Passage(p.id, p.owner, p.text, {k: v for k, v in p.meta.items() if k != "owner"}) for p in rows]


def _files(paths: Iterable[Path]) -> list[Path]:
    """Folders are searched for documents; files are taken as named."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _passages(path: Path) -> list[Passage]:
    rows: list[Passage] = []
    for number, excerpt in enumerate(read_document(path)):
        text = f"{excerpt.heading}: {excerpt.text}" if excerpt.heading else excerpt.text
        address = hashlib.sha256(f"{path}\0{number}".encode()).hexdigest()[:20]
        meta: dict[str, str | int | list[str]] = {"file": str(path), "heading": excerpt.heading, "number": number}
        rows.append(Passage(address, address, text, meta))
    return rows
