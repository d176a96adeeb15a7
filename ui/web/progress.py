"""Progress: scores over sessions, and what became of each weak point."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

from agent.person.memory import Person
from ui.web import progress_html
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.screen import element, owner, piece

if TYPE_CHECKING:
    from ui.web.shell import Shell

TITLE = "Progress"
PAGE = """<h1>Progress</h1><p class="sp-lead">What changed from session to session, and what still needs work.</p>
<p class="sp-trouble" data-trouble role="alert"></p><div id="progress-body"></div>"""


class Forget(Given):
    """A weak point to be forgotten, with its quotes."""

    weakness: int


def build(_shell: "Shell") -> None:
    """A plot and a table."""
    element("progress", PAGE)


def routes(doors: Doors) -> APIRouter:
    """The past of whoever asks."""
    api = APIRouter(prefix="/api", tags=["progress"])

    @api.get("/progress", include_in_schema=False)
    def progress(request: Request) -> dict[str, Any]:
        who = owner(request)
        return piece(progress_html.page(doors.sessions(who), Person(who.home).weaknesses()))

    @api.post("/person/forget")
    def forget(given: Forget, request: Request) -> dict[str, bool]:
        """Forget one weak point, its quotes and its card."""
        from agent.person.practice import Practice
        from corpus.content import load_bank

        home = owner(request).home
        Person(home).forget(given.weakness)
        Practice(home, load_bank()).tidy()
        return {"forgotten": True}

    return api
