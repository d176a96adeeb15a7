"""Does the interviewer do what it should, conversation by conversation?"""

from pathlib import Path
from typing import Any

from evals.dialogue import Script, load_scripts, play, transcript
from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import Item, Options, Summary


def items(options: Options) -> list[Item]:
    """One item a script; there is nothing to tune on, so there are no halves."""
    return [Item(s.id, s.rule or s.id, s.model_dump(mode="json")) for s in load_scripts()]


def work(item: Item, home: Path) -> dict[str, Any]:
    """The faults of one script, and what was said."""
    faults, state = play(Script.model_validate(item.data), home)
    return {"faults": faults, "transcript": transcript(state), "turns": len(state.turns)}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """The share of scripts without a fault, and every fault."""
    from html import escape

    summary = Summary(scores={item.id: float(not trace["faults"]) for item, trace in rows})
    summary.figures["scripts as they should be"] = bootstrap_mean(
        list(summary.scores.values()), [i.id for i, _ in rows]
    )
    cells = [
        [f"<code>{escape(i.id)}</code>", escape(i.data["shows"]), "<br>".join(map(escape, t["faults"]))]
        for i, t in rows
        if t["faults"]
    ]
    summary.sections = [("Faults", table(["script", "shows", "fault"], cells) if cells else "<p>None.</p>")]
    summary.sections += [
        (f"{i.id}: {i.data['shows']}", f"<pre style='white-space:pre-wrap'>{escape(t['transcript'])}</pre>")
        for i, t in rows
    ]
    return summary
