"""From a document to its projects, and to what the candidate must be told of how it was read."""

import re
from collections.abc import Sequence
from pathlib import Path

from agent.claims import extract
from agent.judge.attacks import inspect
from agent.judge.disguise import without_hidden
from agent.judge.evidence import english
from agent.judge.text import units
from agent.projects.blocks import Block, blocks
from agent.projects.outline import Found, projects
from agent.state import Project, Record
from corpus.documents import Source, read_source

MANY = 8
"""More projects than a round of this kind has ever asked for."""


_ORDERS = {"countermands instructions", "asks for a score", "addresses the grader"}


class Reading(Record):
    """What was understood, and what the candidate should know of it. No project: the notes say why."""

    projects: tuple[Project, ...] = ()
    notes: tuple[str, ...] = ()


def read_projects(path: Path) -> Reading:
    """The projects of a file; DocumentError when it cannot be read at all."""
    return _reading(read_source(path), path.name)


def read_text(text: str, name: str) -> Reading:
    """The projects of a text that was pasted, Markdown or plain."""
    marked = bool(re.search(r"^#{1,6} \S", text, re.MULTILINE))
    lines = [(line, n) for n, line in enumerate(text.splitlines(), start=1)]
    return _reading(Source(lines, marked=marked), name)


def _reading(source: Source, name: str) -> Reading:
    notes = _warnings(source, name)
    lines = [(without_hidden(line), place) for line, place in source.lines]
    if not any(line.strip() for line, _ in lines):
        return Reading(notes=(*notes, f"{name} holds no text."))
    whole = " ".join(line for line, _ in lines)
    if not english(whole[:6000]):
        return Reading(
            notes=(*notes, f"{name} is not in English, and English is all Sparring reads. Translate it and try again.")
        )
    found = projects(blocks(lines, source.marked), Path(name).stem.replace("_", " ").replace("-", " "))
    if not found:
        said = (
            f"No project was found in {name}: nothing in it tells what was built, with what result. Paste one as text, "
            "with a title and, if you can, the problem, your role, the design, the alternatives, the results and what you would change."
        )
        return Reading(notes=(*notes, said))
    if len(found) > MANY:
        notes.append(
            f"{name} holds {len(found)} projects. A round has time for about four: say which, or the most fitting are taken."
        )
    read = tuple(_project(n, one, source.unit) for n, one in enumerate(found, start=1))
    if any(_ORDERS & set(inspect(p.text, units(p.text)).flags) for p in read):
        notes.append(
            f"Something in {name} reads like an instruction to the interviewer. It is kept as text and changes nothing."
        )
    return Reading(projects=read, notes=tuple(notes))


def _warnings(source: Source, name: str) -> list[str]:
    notes = []
    if source.hidden:
        shown = " ".join(source.hidden.split())
        notes.append(
            f"{name} holds text that no reader sees ({len(shown.split())} words, invisible or in the colour of the paper). "
            f"It was left out: “{shown[:80]}{'…' if len(shown) > 80 else ''}”"
        )
    if source.pages > source.pages_read:
        notes.append(
            f"{name} has {source.pages} pages; the first {source.pages_read} were read. Cut it down to the projects."
        )
    return notes


def _project(number: int, found: Found, unit: str) -> Project:
    text = _text(found.blocks)
    return Project(
        id=f"project-{number}", title=found.title[:120], text=text, place=_place(found.blocks, unit), claims=extract(text),
    )  # fmt: skip


def _text(parts: Sequence[Block]) -> str:
    """The words of a project, a block a line, headings kept: they say which part what follows is."""
    lines = []
    for block in parts:
        if block.kind == "dates":
            continue
        if block.kind in ("heading", "lead"):
            lines.append(f"\n{block.text}")
        else:
            lines.append(f"• {block.text}" if block.kind == "bullet" else block.text)
    return "\n".join(lines).strip()


def _place(parts: Sequence[Block], unit: str) -> str:
    places = [block.place for block in parts if block.place]
    if not places or not unit:
        return ""
    first, last = min(places), max(places)
    return f"{unit} {first}" if first == last else f"{unit}s {first} to {last}"
