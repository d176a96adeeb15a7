"""Write-ups with planted flaws: which of the likeliest challenges meet one, and which are against a sound claim?"""

import re
from html import escape
from pathlib import Path
from typing import Any

from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import Item, Options, Summary
from evals.writeups import FOLDER, key

FIRST = 10
"""Challenges of a project that count: as many as the prep sheet shows."""


def items(options: Options) -> list[Item]:
    """The write-ups of a half."""
    return [Item(entry["file"], entry["file"], entry) for entry in key() if options.half in ("all", entry["half"])]


def work(item: Item, home: Path) -> dict[str, Any]:
    """What was read, which flaw was met by which challenge, and which sound claim was challenged."""
    from agent.library import embedder, library
    from agent.projects import challenges_for, read_projects

    reading = read_projects(FOLDER / "writeups" / item.data["file"])
    found = [
        (project.text, list(challenges_for(project, library(home), embedder(home))[:FIRST]))
        for project in reading.projects
    ]
    flaws = [[flaw["quote"], flaw["accept"], _met(flaw, found)] for flaw in item.data["flaws"]]
    sound = [[quote, _against(quote, found)] for quote in item.data["sound"]]
    return {
        "titles": [p.title for p in reading.projects],
        "flaws": flaws,
        "sound": sound,
        "raised": [len(c) for _, c in found],
    }


def _met(flaw: dict[str, Any], found: list[tuple[str, list[Any]]]) -> str:
    """The challenge that meets a planted flaw; empty when none does."""
    for text, challenges in found:
        place = _place(flaw["quote"], text)
        for one in challenges:
            family = "numbers" if one.id.startswith("numbers") else one.id
            here = not one.quote or not flaw["quote"] or (place and one.start < place[1] and place[0] < one.end)
            if family in flaw["accept"] and here and (place or not flaw["quote"]):
                return str(one.id)
    return ""


def _against(quote: str, found: list[tuple[str, list[Any]]]) -> str:
    """The challenge raised against words that are marked as sound; empty when none is."""
    for text, challenges in found:
        place = _place(quote, text)
        for one in challenges:
            if place and one.quote and one.start < place[1] and place[0] < one.end:
                return f"{one.id}: {one.quote}"
    return ""


def _place(quote: str, text: str) -> tuple[int, int] | None:
    """Where the words of the key stand in what was read, whatever its line ends."""
    if not quote:
        return None
    match = re.search(r"\s+(?:• )?".join(re.escape(word) for word in quote.split()), text)
    return match.span() if match else None


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """The three shares with intervals over write-ups, what was missed, what was raised without need."""
    summary = Summary()
    flaws = [(item.id, *flaw) for item, trace in rows for flaw in trace["flaws"]]
    sound = [(item.id, *claim) for item, trace in rows for claim in trace["sound"]]
    titles = [(item.id, title in trace["titles"]) for item, trace in rows for title in item.data["titles"]]
    summary.figures["planted flaws challenged"] = bootstrap_mean(
        [float(bool(f[3])) for f in flaws], [f[0] for f in flaws]
    )
    summary.figures["sound claims challenged"] = bootstrap_mean(
        [float(bool(s[2])) for s in sound], [s[0] for s in sound]
    )
    summary.figures["projects found"] = bootstrap_mean([float(hit) for _, hit in titles], [name for name, _ in titles])
    summary.scores = {f"{name}: {quote[:60]}{accept}": float(bool(met)) for name, quote, accept, met in flaws}
    summary.groups = {f"{name}: {quote[:60]}{accept}": name for name, quote, accept, _ in flaws}
    missed = [
        [name, escape(quote or "(the whole)"), ", ".join(accept)] for name, quote, accept, met in flaws if not met
    ]
    needless = [[name, escape(quote), escape(raised)] for name, quote, raised in sound if raised]
    summary.sections = [
        ("Missed", table(["write-up", "planted", "would meet it"], missed) if missed else "<p>None.</p>"),
        (
            "Raised against sound claims",
            table(["write-up", "sound", "raised"], needless) if needless else "<p>None.</p>",
        ),
    ]
    return summary
