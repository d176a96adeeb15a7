"""From a document to its projects."""

from pathlib import Path

from agent.claims import extract
from agent.state import Project, Record
from corpus.documents import read_markdown


class Reading(Record):
    """What was understood, and what the candidate should know of it. No project: the notes say why."""

    projects: tuple[Project, ...] = ()
    notes: tuple[str, ...] = ()


def read_projects(path: Path) -> Reading:
    """The projects of a file; DocumentError when it cannot be read at all."""
    return read_text(read_markdown(path), path.name)


def read_text(text: str, name: str) -> Reading:
    """The projects of a text, Markdown or plain."""
    body = text.strip()
    if not body:
        return Reading(notes=(f"{name} holds no text.",))
    title = body.splitlines()[0].lstrip("# ").strip()[:80]
    project = Project(id="project-1", title=title, text=body, place="the whole text", claims=extract(body))
    return Reading(projects=(project,))
