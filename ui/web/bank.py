"""Bank: what the interviewer can ask, with its spoilers folded; questions and documents of one's own."""

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from agent.errors import SettingsError
from agent.own import LONGEST, add_own, own_questions, remove_own
from corpus.content import load_bank
from corpus.documents import SUFFIXES
from corpus.errors import DocumentError
from corpus.ingest import ingest, remove, stored_notes
from corpus.schema import Question
from corpus.search import Filters
from ui.web import bank_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.screen import element, owner, piece

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Bank"
BEGINS = {".pdf": b"%PDF", ".docx": b"PK\x03\x04"}
"""What a file of a kind begins with; the others are text."""
MOST_UNPACKED = 100_000_000
FOUND = 30
DOCUMENTS = 100
"""Most documents of one owner: the index is built anew for each that comes or goes."""
Word = Annotated[str, Query(max_length=60)]


class Own(Given):
    """A question in one's own words."""

    text: str = Field(max_length=2 * LONGEST)


class Gone(Given):
    """What to take out: a question's id, or a document's name."""

    name: str = Field(max_length=300)


def build(_shell: "Shell") -> None:
    """Filters and list on the left, one entry on the right, one's own below."""
    element("bank", bank_html.frame())


def routes(doors: Doors) -> APIRouter:
    """Reading the bank, and what each owner adds for themselves."""
    api = APIRouter(prefix="/api", tags=["bank"])

    @api.get("/bank", include_in_schema=False)
    def found(
        text: Annotated[str, Query(max_length=400)] = "", round: Word = "", topic: Word = "", level: Word = "", team: Word = ""
    ) -> dict[str, Any]:  # fmt: skip
        bank = load_bank()
        rows = list(bank.questions.values())
        if text.strip():
            hits = doors.deps().library.search(
                text, "question", FOUND, Filters(round or None, topic or None, level or None)
            )
            rows = [bank.questions[hit.id] for hit in hits]
        rows = [q for q in rows if _fits(q, round, topic, level, team)]
        return piece(bank_html.listed(rows, searched=bool(text.strip())))

    @api.get("/bank/{ident}", include_in_schema=False)
    def entry(ident: str) -> dict[str, Any]:
        question = load_bank().questions.get(ident)
        if question is None:
            raise SettingsError("There is no such question in the bank.")
        return piece(bank_html.entry(question))

    @api.get("/own", include_in_schema=False)
    def own(request: Request) -> dict[str, Any]:
        home = owner(request).home
        return piece(bank_html.own(own_questions(home), _documents(home)))

    @api.post("/own")
    def add(given: Own, request: Request) -> dict[str, str]:
        """Keep a question of your own, to be asked in an interview."""
        return {"id": add_own(owner(request).home, given.text).id}

    @api.post("/own/remove")
    def take_out(given: Gone, request: Request) -> dict[str, bool]:
        """Take a question of your own out again."""
        remove_own(owner(request).home, given.name)
        return {"removed": True}

    @api.post("/documents/upload")
    async def upload(name: Annotated[str, Query(max_length=200)], request: Request) -> dict[str, Any]:
        """Put one document (the request's body) into your index; its passages are cited where they fit."""
        home, data = owner(request).home, await request.body()
        return await run_in_threadpool(_take_in, home, name, data, doors)

    @api.post("/documents/remove")
    def forget(given: Gone, request: Request) -> dict[str, bool]:
        """Delete a document, from the index and from the disk."""
        home = owner(request).home
        path = _folder(home) / _safe(given.name)
        remove(home, str(path.resolve()), doors.deps().library.embedder.many)
        path.unlink(missing_ok=True)
        return {"removed": True}

    @api.get("/documents", include_in_schema=False)
    def notes(request: Request, text: Annotated[str, Query(max_length=400)] = "") -> dict[str, Any]:
        library = doors.deps().library.with_notes_of(owner(request).home)
        return piece(bank_html.notes(library.search(text, "notes", 8) if text.strip() else []))

    return api


def _take_in(home: Path, name: str, data: bytes, doors: Doors) -> dict[str, Any]:
    name = _safe(name)
    _check(name, data)
    folder = _folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    there = {Path(file).name for file in _documents(home)}
    if name not in there and len(there) >= DOCUMENTS:
        raise DocumentError(f"You have {DOCUMENTS} documents here. Remove one first.")
    path = folder / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    done = ingest(home, [path], doors.deps().library.embedder.many)
    if done.refused:
        path.unlink() if before is None else path.write_bytes(before)
        raise DocumentError(next(iter(done.refused.values())).replace(f"{folder}/", ""))
    return {"name": name, "passages": sum(done.passages.values())}


def _check(name: str, data: bytes) -> None:
    """Refuse by kind, size and first bytes, in words."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"{name} is not a kind that is read here. Those are: {', '.join(SUFFIXES)}.")
    if not data:
        raise DocumentError(f"{name} is empty.")
    begins = BEGINS.get(suffix, b"")
    if not data.startswith(begins) or (not begins and b"\0" in data[:4096]):
        raise DocumentError(f"{name} is not what its name says: its content is not that of a {suffix} file.")
    if suffix == ".docx" and _unpacked(name, data) > MOST_UNPACKED:
        raise DocumentError(f"{name} would unpack to more than {MOST_UNPACKED // 1_000_000} MB, so it is not read.")


def _unpacked(name: str, data: bytes) -> int:
    """Bytes of everything in an archive, by its own table: a small file may hold a very large one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise DocumentError(f"{name} is damaged: it cannot be unpacked.") from None


def _safe(name: str) -> str:
    """A plain file name, whatever was sent: no way out of the folder, no hidden file, no surprise for a shell."""
    plain = re.sub(r"[^\w .()-]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    if not plain:
        raise DocumentError("That document has no usable name. Rename it and try again.")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:10]}"


def _folder(home: Path) -> Path:
    return home / "documents"


def _documents(home: Path) -> dict[str, int]:
    """Each document in the index, with how many passages it holds."""
    counts: dict[str, int] = {}
    for passage in stored_notes(home):
        file = str(passage.meta["file"])
        counts[file] = counts.get(file, 0) + 1
    return counts


def _fits(q: Question, round_: str, topic: str, level: str, team: str) -> bool:
    return (
        round_ in ("", q.round)
        and topic in ("", q.topic)
        and (not level or level in q.levels)
        and (not team or not q.teams or team in q.teams)
    )
