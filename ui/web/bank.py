"""Bank: what the interviewer can ask, with its spoilers folded; questions and documents of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from agent.errors import SettingsError
from agent.person.own import LONGEST, add_own, own_questions, remove_own
from corpus.content import load_bank
from corpus.errors import DocumentError
from corpus.ingest import ingest, remove, stored_notes
from corpus.schema import Question
from corpus.search import Filters
from ui.web import bank_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.screen import element, owner, piece
from ui.web.uploads import check, safe_name

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Bank"
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
        path = _folder(home) / safe_name(given.name)
        remove(home, str(path.resolve()), doors.deps().library.embedder.many)
        path.unlink(missing_ok=True)
        return {"removed": True}

    @api.get("/documents", include_in_schema=False)
    def notes(request: Request, text: Annotated[str, Query(max_length=400)] = "") -> dict[str, Any]:
        library = doors.deps().library.with_notes_of(owner(request).home)
        return piece(bank_html.notes(library.search(text, "notes", 8) if text.strip() else []))

    return api


def _take_in(home: Path, name: str, data: bytes, doors: Doors) -> dict[str, Any]:
    name = safe_name(name)
    check(name, data)
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
