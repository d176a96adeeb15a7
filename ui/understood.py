"""What was read from a candidate's document, shown and corrected before the interview rests on it."""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from agent.claims import extract
from agent.errors import SettingsError
from agent.state import Project

HEAD = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)
SHOWN = 6
"""Figures of a project that are listed when it is shown."""


def picked(projects: Sequence[Project], names: Sequence[str]) -> list[Project]:
    """The projects a candidate named, by number or by words of their titles; all of them when none was named."""
    chosen = []
    for name in names:
        found = _named(projects, name.strip())
        if len(found) != 1:
            why = "no project is called so" if not found else f"{len(found)} projects fit"
            listed = "; ".join(f"{n}. {p.title}" for n, p in enumerate(projects, 1))
            raise SettingsError(f"--project {name!r}: {why}. There are: {listed}.")
        chosen += found
    return chosen or list(projects)


def _named(projects: Sequence[Project], name: str) -> list[Project]:
    if name.isdigit():
        return list(projects[int(name) - 1 : int(name)]) if int(name) else []
    return [p for p in projects if name.lower() in p.title.lower()]


def shown(projects: Sequence[Project]) -> str:
    """What was understood, for a person to check."""
    out = []
    for n, project in enumerate(projects, 1):
        figures = [" ".join(c.text.split()) + (f" ({c.metric})" if c.metric else "") for c in project.claims]
        more = f" and {len(figures) - SHOWN} more" if len(figures) > SHOWN else ""
        out.append(f"{n}. {project.title} ({project.place or 'the text'}, {len(project.text.split())} words)")
        out.append(f"   figures: {', '.join(figures[:SHOWN]) or 'none'}{more}")
    return "\n".join(out)


def as_text(projects: Sequence[Project]) -> str:
    """The projects as one text to correct: a title in a line of its own after `# `, then what is known of it."""
    texts = [(p.title, HEAD.sub(lambda head: f"#{head.group(0)}", p.text)) for p in projects]
    return "\n".join(f"# {title}\n\n{text}\n" for title, text in texts)


def corrected(text: str, before: Sequence[Project]) -> list[Project]:
    """The projects of a corrected text; one whose text was not touched stays as it was read."""
    heads = list(HEAD.finditer(text))
    if not heads:
        raise SettingsError(
            "The corrected text holds no line that begins with `# ` and a title, so it holds no project."
        )
    known = {as_text([p]).strip(): p for p in before}
    out = []
    for n, head in enumerate(heads):
        end = heads[n + 1].start() if n + 1 < len(heads) else len(text)
        body = text[head.end() : end].strip()
        same = known.get(text[head.start() : end].strip())
        out.append(
            same
            or Project(
                id=f"own-{n + 1}",
                title=head["title"].strip(),
                text=body,
                place="as you corrected it",
                claims=extract(body),
            )
        )
    return out


def confirmed(projects: Sequence[Project]) -> list[Project]:
    """Asks until the candidate agrees; empty when they stop."""
    current = list(projects)
    while True:
        print(f"This is what I understood:\n\n{shown(current)}\n")
        answer = input("Enter to begin, e to correct it in your editor, q to stop: ").strip().lower()
        if answer in ("", "y", "yes"):
            return current
        if answer in ("q", "quit", "n", "no"):
            return []
        if answer in ("e", "edit"):
            try:
                current = corrected(_edited(as_text(current)), current)
            except SettingsError as error:
                print(error)


def _edited(text: str) -> str:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projects.md"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(path)], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SettingsError(
                f"The editor {editor!r} could not be run ({error}). Set EDITOR, or answer --yes."
            ) from error
        return path.read_text(encoding="utf-8")
