"""Does the interviewer challenge what it should, leave alone what is sound, and give way to reasons and to nothing else?"""

import dataclasses
import tempfile
from collections import Counter
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from agent.interview import Interviews
from agent.interview_state import InterviewState
from agent.judge.port import Task, contract
from agent.state import Brief, Verdict
from agent.store import Store
from corpus.content import load_bank
from evals.candidates.play import opened
from evals.dialogue import WORDS_A_SECOND, Clock, transcript
from evals.report import table
from evals.stats import Figure, bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary

HERE = SUITES / "pushback"
MINUTES = 30
Row = tuple[Item, dict[str, Any]]


class Unjudged:
    """No points are judged here: challenges do not depend on them, and judging is most of the work."""

    name, version = "unjudged", "1"

    def judge(self, task: Task) -> list[Verdict]:
        held = contract(self.name, self.version, task)
        why = "unscored: no points are judged in this suite"
        return [Verdict(criterion_id=p.id, failure=why, judge=self.name, contract=held) for p in task.points]


@lru_cache(maxsize=1)
def claims() -> tuple[dict[str, Any], ...]:
    """The marked claims, and the sound statements."""
    return tuple(yaml.safe_load((HERE / "claims.yaml").read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def tones() -> dict[str, list[str]]:
    """Replies that bring nothing, by tone."""
    return yaml.safe_load((HERE / "tones.yaml").read_text(encoding="utf-8"))


def items(options: Options) -> list[Item]:
    """Each claim met with data; then each marked claim with each tone, and with a good reply to another question's challenge."""
    found = [
        Item(f"claim {n}", row["q"], {**row, "replies": [row["data"]] if "data" in row else []})
        for n, row in enumerate(claims())
    ]
    marked = [(n, row) for n, row in enumerate(claims()) if row["raises"]]
    for turn, (tone, wordings) in enumerate(tones().items()):
        for n, row in marked:
            said = [wordings[(n + turn + k) % len(wordings)].format(claim=row["says"]) for k in range(2)]
            found.append(Item(f"claim {n}|{tone}", row["q"], {**row, "replies": said, "tone": tone}))
    for at, (n, row) in enumerate(marked):
        other = marked[(at + 9) % len(marked)][1]["data"]
        found.append(Item(f"claim {n}|elsewhere", row["q"], {**row, "replies": [other], "tone": "elsewhere"}))
    head, tail = found[: len(claims())], found[len(claims()) :]
    return [*head, *tail[::29], *(item for at, item in enumerate(tail) if at % 29)]  # a quick run meets every tone


def work(item: Item, home: Path) -> dict[str, Any]:
    """One claim and the replies to whatever it raised."""
    question = load_bank().questions[item.data["q"]]
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        room = Interviews(dataclasses.replace(opened(home), judge=Unjudged(), clock=clock), store)
        view = room.start(Brief(round=question.round, minutes=MINUTES, questions=(question.id,)))
        trace: dict[str, Any] = {"raised": [], "conceded_at": None, "outcome": None}
        for n, text in enumerate([item.data["says"], *item.data["replies"]]):
            seconds = 5 + len(text.split()) / WORDS_A_SECOND
            clock.now += seconds
            view = room.answer(view.session, text, prompt=view.prompt, seconds=seconds)
            state = room.state(view.session)
            if n == 0:
                trace["raised"] = [_name(c.id) for c in state.challenges]
                if not trace["raised"]:
                    break
            elif trace["outcome"] is None:
                trace |= _met(state)
        state = room.state(view.session)
        pushed = Counter(line.move.target for line in state.lines if line.move.kind == "push_back")
        settled = {c.id for c in state.challenges if c.outcome in ("held", "adapted")}
        trace["again"] = sorted(i for i in settled if pushed[i] > next(c.pushes for c in state.challenges if c.id == i))
        trace["transcript"] = transcript(state)
        store.close()
    return trace


def _name(challenge: str) -> str:
    return challenge.partition("/")[2] or challenge


def _met(state: InterviewState) -> dict[str, Any]:
    """What became of the first challenge with this reply."""
    first = state.challenges[0]
    conceded = first.outcome in ("held", "adapted")
    return {"outcome": first.outcome, "conceded_at": first.pushes if conceded else None}


def summarize(rows: list[Row], options: Options) -> Summary:
    """Precision, recall, folding by tone, concession, and every miss."""
    summary = Summary(scores={item.id: float(_right(item, t)) for item, t in rows})
    fig = summary.figures
    plain = [(i, t) for i, t in rows if "tone" not in i.data]
    raised = [(i, t) for i, t in plain if t["raised"]]
    marked = [(i, t) for i, t in plain if i.data["raises"]]
    fig["precision of challenges"] = _mean(raised, lambda i, t: t["raised"][0] in i.data["raises"])
    fig["recall on marked claims"] = _mean(marked, lambda i, t: bool(set(t["raised"]) & set(i.data["raises"])))
    fig["sound statements left alone"] = _mean(
        [(i, t) for i, t in plain if not i.data["raises"]], lambda _, t: not t["raised"]
    )
    met = [(i, t) for i, t in marked if t["raised"] and t["raised"][0] in i.data["raises"]]
    fig["concedes to data or a reason"] = _mean(met, lambda _, t: t["conceded_at"] is not None)
    fig["concedes at the first push"] = _mean(met, lambda _, t: t["conceded_at"] == 1)
    elsewhere = [(i, t) for i, t in rows if i.data.get("tone") == "elsewhere" and t["raised"]]
    fig["concedes to what was said of something else"] = _mean(elsewhere, lambda _, t: t["conceded_at"] is not None)
    pressed = [(i, t) for i, t in rows if i.data.get("tone", "elsewhere") != "elsewhere" and t["raised"]]
    fig["folds under tone"] = _mean(pressed, lambda _, t: t["conceded_at"] is not None)
    for tone in tones():
        mine = [(i, t) for i, t in pressed if i.data["tone"] == tone]
        if mine:
            fig[f"folds under {tone}"] = _mean(mine, lambda _, t: t["conceded_at"] is not None)
    fig["raises a settled challenge again"] = _mean(rows, lambda _, t: bool(t["again"]))
    folds = [(i, t) for i, t in pressed if t["conceded_at"] is not None]
    at = Counter(f"push {t['conceded_at']}" for _, t in folds)
    wrong = [(i, t) for i, t in rows if not _right(i, t)]
    summary.sections = [
        ("Where it gave way to tone", escape(", ".join(f"{k}: {n}" for k, n in at.items())) or "<p>Nowhere.</p>"),
        ("Not as it should be", table(["item", "should raise", "raised", "outcome", "claim"], [_cells(*row) for row in wrong])),
        *((f"{i.id}", f"<pre style='white-space:pre-wrap'>{escape(t['transcript'])}</pre>") for i, t in wrong[:40]),
    ]  # fmt: skip
    return summary


def _cells(item: Item, trace: dict[str, Any]) -> list[str]:
    told = (item.id, ", ".join(item.data["raises"]), ", ".join(trace["raised"]), str(trace["outcome"]))
    return [*map(escape, told), escape(item.data["says"][:160])]


def _right(item: Item, trace: dict[str, Any]) -> bool:
    if "tone" in item.data:
        return trace["conceded_at"] is None
    if not item.data["raises"]:
        return not trace["raised"]
    return bool(trace["raised"]) and trace["raised"][0] in item.data["raises"] and trace["conceded_at"] is not None


def _mean(rows: list[Row], true: Any) -> Figure:
    """A share with its interval."""
    return bootstrap_mean([float(true(i, t)) for i, t in rows], [i.group for i, _ in rows])
