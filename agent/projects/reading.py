"""From a document to its projects, and to what the candidate must be told of how it was read.

A model, where there is one, only says where things stand; the rules read on where it fails, and one note says so.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from agent.claims import extract
from agent.judge.attacks import inspect
from agent.judge.disguise import without_hidden
from agent.judge.evidence import english
from agent.judge.text import units
from agent.models.extract import StatedFigure, find_projects
from agent.models.port import Model
from agent.projects.blocks import Block, Line, blocks
from agent.projects.by_model import found_in, with_figures
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


def read_projects(path: Path, model: Model | None = None) -> Reading:
    """The projects of a file; DocumentError when it cannot be read at all."""
    return _reading(read_source(path), path.name, model)


def read_text(text: str, name: str, model: Model | None = None) -> Reading:
    """The projects of a text that was pasted, Markdown or plain."""
    marked = bool(re.search(r"^#{1,6} \S", text, re.MULTILINE))
    lines = [(line, n) for n, line in enumerate(text.splitlines(), start=1)]
    return _reading(Source(lines, marked=marked), name, model)


def _reading(source: Source, name: str, model: Model | None) -> Reading:
    notes = _warnings(source, name)
    lines = [(without_hidden(line), place) for line, place in source.lines]
    if not any(line.strip() for line, _ in lines):
        return Reading(notes=(*notes, f"{name} holds no text."))
    whole = " ".join(line for line, _ in lines)
    if not english(whole[:6000]):
        return Reading(
            notes=(*notes, f"{name} is not in English, and English is all Sparring reads. Translate it and try again.")
        )
    found, told = _found(lines, source.marked, name, model)
    notes += told
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
    read = tuple(_project(n, one, figures, source.unit) for n, (one, figures) in enumerate(found, start=1))
    if any(_ORDERS & set(inspect(p.text, units(p.text)).flags) for p in read):
        notes.append(
            f"Something in {name} reads like an instruction to the interviewer. It is kept as text and changes nothing."
        )
    return Reading(projects=read, notes=tuple(notes))


def _found(
    lines: list[Line], marked: bool, name: str, model: Model | None
) -> tuple[list[tuple[Found, tuple[StatedFigure, ...]]], list[str]]:
    """The projects with the figures a model found in them, and what to say of the model's part in it."""
    notes = []
    if model is not None:
        got = find_projects(model, "\n".join(line for line, _ in lines))
        found = found_in(lines, marked, got.projects)
        if found:
            lost = f" {got.dropped} of its {got.named} quotes do not, and were left out." if got.dropped else ""
            notes.append(f"{model.name} marked the projects and their parts; what it quoted stands in {name}.{lost}")
            return [(one, stretch.figures) for one, stretch in found], notes
        why = str(got.failure) if got.failure else f"{model.name} quoted no project that stands in it."
        notes.append(f"{name} was read by rules: {why}")
    title = Path(name).stem.replace("_", " ").replace("-", " ")
    return [(one, ()) for one in projects(blocks(lines, marked), title)], notes


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


def _project(number: int, found: Found, figures: Sequence[StatedFigure], unit: str) -> Project:
    text = _text(found.blocks)
    return Project(
        id=f"project-{number}", title=found.title[:120], text=text, place=_place(found.blocks, unit),
        claims=with_figures(text, extract(text), figures),
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
