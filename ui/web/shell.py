"""What a screen of the web app is given.

A screen is a module `ui/web/<name>.py` with `TITLE` and `build(shell)`, called inside its own `gr.Tab`. Its handlers take
`request: gr.Request` and ask the shell for everything of the person: `shell.interviews(request)` holds this owner's
sessions and nobody else's, so an id that came from the page needs no further check.

    def build(shell: Shell) -> None:
        card = gr.HTML()
        def show(session: str, request: gr.Request) -> str:
            with told():                                   # an AgentError becomes a message in the page
                return html(shell.of_session(request, session).scorecard(session))
        shell.session.change(show, shell.session, card, **WORK)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import AgentError
from agent.interview import Interviews
from corpus.errors import CorpusError, DocumentError
from rubrics.schema import RubricError
from ui.web.doors import Doors
from ui.web.owners import Owner, Owners

if TYPE_CHECKING:
    import gradio as gr

WORK: dict[str, Any] = {"concurrency_limit": 4, "concurrency_id": "work", "api_visibility": "private"}
"""For handlers that judge, search or read files: at most four at once over the whole server."""
QUICK: dict[str, Any] = {"concurrency_limit": 16, "show_progress": "hidden", "api_visibility": "private"}
"""For handlers that only look something up."""
MAX_UPLOAD = 10_000_000
"""Bytes of one file; recordings are sent in pieces."""


@dataclass
class Shell:
    """One a server; safe to share between screens and threads."""

    home: Path
    """The server's home: index, models, reports. A person's own files belong in `owner(request).home`."""
    owners: Owners
    doors: Doors
    session: "gr.Textbox"
    """Hidden; holds the id of the session on screen, or nothing. Take it as an input; its `.change` says when to redraw."""

    def owner(self, request: "gr.Request") -> Owner:
        """Who asks; their `home` is where their sessions and memory lie."""
        owner = self.owners.of({key.lower(): value for key, value in request.headers.items()})
        if owner is None:
            raise AgentError("This page is no longer known here. Reload it, and log in again if you are asked to.")
        return owner

    def interviews(self, request: "gr.Request", backend: str = "none") -> Interviews:
        """The interviews of whoever asks."""
        return self.doors.begin(self.owner(request), backend)

    def of_session(self, request: "gr.Request", session: str) -> Interviews:
        """The same, with the backend this session was begun with; SessionError when it is none of theirs."""
        return self.doors.of_session(self.owner(request), session)


@contextmanager
def told() -> Iterator[None]:
    """What a person can mend is said in the page, in the words it came with."""
    import gradio as gr

    try:
        yield
    except (AgentError, CorpusError, DocumentError, RubricError) as error:
        raise gr.Error(escape(str(error)), duration=12, print_exception=False) from error  # Gradio shows it as HTML


def checked_upload(path: str | Path, suffixes: dict[str, bytes], most: int = MAX_UPLOAD) -> Path:
    """An uploaded file of one of these kinds; DocumentError when its name, size or first bytes say otherwise.

    `suffixes` maps a suffix to the bytes such a file begins with; b"" for text, which must then hold no zero byte.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in suffixes:
        raise DocumentError(f"{file.name} is not a file this place can read. It takes: {', '.join(sorted(suffixes))}.")
    size = file.stat().st_size
    if not 0 < size <= most:
        raise DocumentError(f"{file.name} has {size:,} bytes; one file may have 1 to {most:,}.")
    with file.open("rb") as opened:
        head = opened.read(4096)
    begins = suffixes[suffix]
    if not head.startswith(begins) or (not begins and b"\x00" in head):
        raise DocumentError(f"{file.name} is not what its name says: its content is not that of a {suffix} file.")
    return file
