"""The projects as a person has put them right so far, kept like an answer that is not sent: until the round begins, or they say drop it."""

from pydantic import Field

from agent.claims import extract
from agent.projects import Reading
from agent.state import Project
from ui.web.doors import Doors
from ui.web.offers import Given
from ui.web.owners import Owner

LONGEST = 40_000
"""Characters of one project's text."""
MOST = 40
"""Projects that are kept: a long résumé holds some thirty."""


class Held(Given):
    """One project, finished or not."""

    title: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=LONGEST)
    place: str = Field(default="", max_length=200)
    chosen: bool = True


class Draft(Given):
    """What the page holds; no projects: there is nothing to keep any more."""

    projects: list[Held] = Field(max_length=MOST)
    notes: list[str] = Field(default=[], max_length=20)


def keep(doors: Doors, owner: Owner, draft: Draft) -> None:
    """Keep it in place of what was kept before."""
    doors.keep(owner, draft.model_dump_json() if draft.projects else "")


def kept(doors: Doors, owner: Owner) -> tuple[Reading, list[bool]]:
    """What was kept, as it is shown, and which projects were ticked."""
    text = doors.kept(owner)
    draft = Draft.model_validate_json(text) if text else Draft(projects=[])
    projects = tuple(
        Project(id=f"project-{n}", title=one.title, text=one.text, place=one.place, claims=extract(one.text))
        for n, one in enumerate(draft.projects, 1)
    )
    return Reading(projects=projects, notes=tuple(draft.notes)), [one.chosen for one in draft.projects]
