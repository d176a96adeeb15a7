"""Defend: one's own projects, read from a document, checked by the candidate, then told and defended in the Room.

No file is kept: the page holds what was read and sends it back, and the figures are then taken from the text again, so
that no claim rests on what a page says of it. What was put right is a draft until the round begins (defend_draft.py).
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from agent.claims import extract
from agent.defence.prep import prep_sheet, write_prep
from agent.defence.standing import left_open
from agent.errors import SettingsError
from agent.models.port import Model
from agent.projects import Reading, read_projects, read_text
from agent.state import Brief, Project
from corpus.content import load_bank
from corpus.errors import DocumentError
from ui.web import defend_draft, defend_html
from ui.web.api import new_id, shown
from ui.web.defend_draft import LONGEST, Draft
from ui.web.doors import Doors
from ui.web.offers import Given, Start, Wanted, brief_of
from ui.web.screen import element, owner, piece
from ui.web.uploads import check, safe_name

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Defend"
PASTED = 400_000
MOST = 12
MEDIA = {
    "md": "text/markdown",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class Pasted(Given):
    """A résumé or write-up as text."""

    text: str = Field(max_length=PASTED)
    backend: str = "none"
    """A model that helps to read."""


class Written(Given):
    """One project as the candidate left it."""

    title: str = Field(max_length=200)
    text: str = Field(max_length=LONGEST)
    place: str = Field(default="", max_length=200)


class Chosen(Given):
    """The projects it is about, in their order."""

    projects: list[Written] = Field(min_length=1, max_length=MOST)


class Begin(Chosen, Wanted):
    """The round; without minutes it takes what its projects need."""

    drill: bool = False
    """Only challenges, one after the other."""


class Replay(Given):
    """A defence whose open challenges come again in other words."""

    session: str


def build(_shell: "Shell") -> None:
    """A place to hand a document in; what was understood, and the round, come below it."""
    element("defend", defend_html.frame(PASTED))


def routes(doors: Doors) -> APIRouter:
    """Reading, checking, preparing, and the way into the Room."""
    api = APIRouter(prefix="/api", tags=["defend"])

    @api.post("/defend/upload")
    async def upload(
        name: Annotated[str, Query(max_length=200)], request: Request, backend: str = "none"
    ) -> dict[str, Any]:
        """Read the projects of a document (the request's body), if wished with a model; nothing of it is kept."""
        data = await request.body()
        return await run_in_threadpool(lambda: _understood(_read(name, data, doors.reader(backend))))

    @api.post("/defend/text")
    def text(given: Pasted) -> dict[str, Any]:
        """Read the projects of a text."""
        if not given.text.strip():
            raise SettingsError("There is nothing to read yet. Paste a project, or choose a file.")
        return _understood(read_text(given.text, "What you pasted", doors.reader(given.backend)))

    @api.post("/defend/figures", include_in_schema=False)
    def figures(given: Written) -> dict[str, Any]:
        return piece(defend_html.figures(extract(given.text)))

    @api.put("/defend/draft")
    def keep(given: Draft, request: Request) -> dict[str, bool]:
        """Keep the projects as they were put right so far; none: keep nothing any more."""
        defend_draft.keep(doors, owner(request), given)
        return {"kept": bool(given.projects)}

    @api.get("/defend/draft", include_in_schema=False)
    def draft(request: Request) -> dict[str, Any]:
        reading, chosen = defend_draft.kept(doors, owner(request))
        if not reading.projects:
            return piece("", found=0)
        return piece(defend_html.understood(reading, LONGEST, chosen), found=len(chosen))

    @api.post("/defend/start")
    def start(given: Begin, request: Request) -> dict[str, Any]:
        """Begin a defence of these projects; it goes on like any interview."""
        chosen = Start(round="defence", **given.model_dump(exclude={"projects", "drill"}))
        more = {"projects": _projects(given), "drill": given.drill}
        answer = _begun(brief_of(chosen, load_bank()).model_copy(update=more), request)
        defend_draft.keep(doors, owner(request), Draft(projects=[]))
        return answer

    @api.post("/defend/again")
    def again(given: Replay, request: Request) -> dict[str, Any]:
        """Raise the challenges of a session that did not hold once more, in other words."""
        state = doors.of_session(owner(request), given.session).state(given.session)
        left = left_open(state)
        if not left:
            raise SettingsError("Every challenge of that session was met. There is nothing to raise again.")
        named = {opening.project for opening in left}
        return _begun(
            Brief(
                round="defence", projects=tuple(p for p in state.brief.projects if p.id in named), again=left, drill=True,
                level=state.brief.level, team=state.brief.team, mode=state.brief.mode, backend=state.brief.backend,
                seed=state.brief.seed + 1,
            ),
            request,
        )  # fmt: skip

    @api.post("/defend/prep.{form}")
    def prep(form: Literal["md", "pptx"], given: Chosen) -> Response:
        """A sheet to prepare with: the likeliest challenges, and the six parts with their gaps; md or pptx."""
        library = doors.deps().library
        sheets = [prep_sheet(project, library, library.embedder) for project in _projects(given)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"prep.{form}"
            write_prep(sheets, path)
            data = path.read_bytes()
        told = {"content-disposition": f'attachment; filename="sparring-prep.{form}"', "cache-control": "no-store"}
        return Response(data, media_type=MEDIA[form], headers=told)

    def _begun(brief: Brief, request: Request) -> dict[str, Any]:
        session = new_id()
        room = doors.begin(owner(request), brief.backend)
        view = room.start(brief, session)
        return shown(view, room.state(session))

    return api


def _read(name: str, data: bytes, model: Model | None) -> Reading:
    name = safe_name(name)
    check(name, data, defend_html.KINDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return read_projects(path, model)
        except DocumentError as error:
            raise DocumentError(str(error).replace(f"{folder}/", "")) from None


def _understood(reading: Reading) -> dict[str, Any]:
    return piece(defend_html.understood(reading, LONGEST), found=len(reading.projects))


def _projects(given: Chosen) -> tuple[Project, ...]:
    """As the records hold them; numbered by their order here."""
    for n, one in enumerate(given.projects, 1):
        if not one.title.strip() or not one.text.strip():
            raise SettingsError(
                f"Project {n} has no {'text' if one.title.strip() else 'title'}. Fill it in, or leave it out."
            )
    return tuple(
        Project(
            id=f"project-{n}", title=one.title.strip(), text=one.text.strip(), place=one.place,
            claims=extract(one.text.strip()),
        )
        for n, one in enumerate(given.projects, 1)
    )  # fmt: skip
