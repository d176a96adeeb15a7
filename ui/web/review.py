"""Review: one's own sessions, each with every answer, what it was judged on, and what can be done with it."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field

from agent.errors import SessionError
from ui.report.card_html import Shown, body
from ui.report.files import Format, exported, file_name
from ui.web import review_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.screen import element, owner, piece

if TYPE_CHECKING:
    from agent.interview import Interviews
    from agent.state import Turn
    from ui.web.shell import Shell

TITLE = "Review"
MEDIA = {"md": "text/markdown", "json": "application/json", "html": "text/html", "pdf": "application/pdf"}
PAGE = """<h1>Review</h1><p class="sp-lead">Every answer, the words that counted, and what a hire would have said.</p>
<p class="sp-trouble" data-trouble role="alert"></p>
<div class="sp-split"><nav class="sp-side" id="review-list" aria-label="Your sessions"></nav>
<section id="review-detail" aria-label="Scorecard" tabindex="-1"></section></div>"""


class Again(Given):
    """Which answer to give again."""

    turn: int = Field(ge=1)


class Rescore(Given):
    """Who judges it now: `none` is the offline judge, else one of the server's backends."""

    judge: str = "none"


def build(_shell: "Shell") -> None:
    """The list on the left, the session on the right."""
    element("review", PAGE)


def routes(doors: Doors) -> APIRouter:
    """What the screen asks for, and what may be done to a session."""
    api = APIRouter(prefix="/api", tags=["review"])

    @api.get("/review", include_in_schema=False)
    def sessions(request: Request) -> dict[str, Any]:
        return piece(review_html.listed(doors.sessions(owner(request))))

    @api.get("/review/{session}", include_in_schema=False)
    def session(session: str, request: Request) -> dict[str, Any]:
        room = doors.of_session(owner(request), session)
        row = room.store.row(session)
        if row.status != "done":
            return piece(review_html.unfinished(row))
        state, card = room.state(session), room.scorecard(session)
        shown = Shown(card, state, _bars(room.deps, card.level), again=True)
        return piece(
            review_html.head(row, doors.backends) + review_html.sounds(session, _heard(room, session)) + body(shown)
        )

    @api.get("/sessions/{session}/sound/{turn}")
    def sound(session: str, turn: int, request: Request) -> FileResponse:
        """The sound of one answer by voice, where it was kept."""
        room = doors.of_session(owner(request), session)
        heard = next((t for t in _heard(room, session) if t.number == turn), None)
        if heard is None:
            raise SessionError(
                f"No sound of answer {turn} was kept. Tick it under Options beside your words, in an interview by voice."
            )
        return FileResponse(
            room.store.recordings / session / str(heard.audio),
            media_type="audio/wav",
            headers={"cache-control": "no-store"},
        )

    @api.get("/sessions/{session}/export.{form}")
    def export(session: str, form: Format, request: Request) -> Response:
        """The session as a file: md, json, html or pdf."""
        room = doors.of_session(owner(request), session)
        data = exported(form, room.state(session), room.scorecard(session), room.deps)
        told = f'attachment; filename="{file_name(session, form)}"'
        return Response(
            data, media_type=MEDIA[form], headers={"content-disposition": told, "cache-control": "no-store"}
        )

    @api.post("/sessions/{session}/again")
    def again(session: str, given: Again, request: Request) -> dict[str, str]:
        """Stand before one answer again, in a session of its own; the first stays as it is."""
        return {"session": doors.of_session(owner(request), session).branch(session, given.turn).session}

    @api.post("/sessions/{session}/rescore")
    def rescore(session: str, given: Rescore, request: Request) -> dict[str, Any]:
        """The same answers judged again; nothing that is kept changes."""
        room = doors.of_session(owner(request), session)
        deps = doors.begin(owner(request), given.judge).deps
        before, after = room.scorecard(session), room.rescore(session, deps)
        return piece(review_html.rescored(before, after), before=before.summary(), after=after.summary())

    @api.delete("/sessions/{session}")
    def delete(session: str, request: Request) -> dict[str, str]:
        """Delete a session for good, with what was remembered from it alone."""
        from agent.person.remembering import forget_session

        who = owner(request)
        doors.of_session(who, session).delete(session)
        forget_session(who.home, session)
        return {"deleted": session}

    return api


def _bars(deps: Any, level: str) -> dict[str, float]:
    return {str(name): value for name, value in deps.bank.levels[level].bars.items()}


def _heard(room: "Interviews", session: str) -> "list[Turn]":
    """The answers whose sound was kept with this session; a branch has none of its own."""
    folder = room.store.recordings / session
    return [t for t in room.state(session).turns if t.audio and (folder / t.audio).exists()]
