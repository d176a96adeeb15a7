"""Are the questions varied, complete and fitting? People of all levels and teams come back five times each."""

import tempfile
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

from agent.interview import Interviews
from agent.person.remembering import remembers
from agent.planning import topics_of
from agent.state import Brief
from agent.store import Store
from corpus.content import load_bank
from corpus.schema import LEVELS, TEAMS
from evals.candidates.play import opened
from evals.dialogue import Clock
from evals.plots import bars
from evals.report import table
from evals.stats import Figure, bootstrap_mean
from evals.suite import Item, Options, Summary

PEOPLE, SESSIONS, MOST_TURNS = 20, 5, 60
HABITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("only ml", ("ml",) * 5),
    ("a round of each", ("ml", "statistics", "system-design", "inference", "behavioral")),
    ("ml and serving", ("ml", "inference", "ml", "inference", "ml")),
    ("only statistics", ("statistics",) * 5),
    ("whole loops", ("loop:tiktok-mle",) * 5),
)
"""What somebody practises in five sessions. The bank has 13 questions on statistics, and five sessions of it ask 25."""
FORCED = ("only statistics", "whole loops")
"""Habits that ask for more questions of a topic than the bank has."""


def items(options: Options) -> list[Item]:
    """One item a person; there is nothing to tune on, so no halves."""
    found = []
    for n in range(PEOPLE):
        habit, rounds = HABITS[n % len(HABITS)]
        data = {"habit": habit, "rounds": list(rounds), "level": LEVELS[n % len(LEVELS) if n % 2 else 2]}
        team = ("", *TEAMS)[n % (len(TEAMS) + 1)]
        found.append(Item(f"person {n}", f"person {n}", {**data, "team": team or None, "seed": n}))
    return found


def work(item: Item, home: Path) -> dict[str, Any]:
    """Five sessions of one person, in one home."""
    data, bank, clock = item.data, load_bank(), Clock()
    sessions = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        deps = remembers(opened(home), store, Path(folder))
        deps.clock = clock
        room = Interviews(deps, store)
        for n, what in enumerate(data["rounds"]):
            chosen = {"loop": what.removeprefix("loop:")} if what.startswith("loop:") else {"round": what}
            brief = Brief(level=data["level"], team=data["team"], seed=100 * data["seed"] + n, **chosen)
            sessions.append({"asked": _asked(room, brief, clock), "topics": sorted(topics_of(brief, bank))})
        store.close()
    return {"sessions": sessions}


def _asked(room: Interviews, brief: Brief, clock: Clock) -> list[str]:
    """Every question of the bank in one session, in order; each is skipped. Coding problems are no questions of the bank."""
    view = room.start(brief)
    for _ in range(MOST_TURNS):
        if view.over:
            break
        clock.now += 5
        closing = view.stage == "reverse"
        text, wish = ("No, thank you.", None) if closing else ("", "skip")
        view = room.answer(view.session, text, prompt=view.prompt, wish=wish, seconds=5)
    asked = [line.move.target for line in room.state(view.session).lines if line.move.kind == "ask"]
    return [target for target in asked if target in load_bank().questions]


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Repeats, cover, fit, and how much of the bank is used."""
    bank = load_bank()
    twice, again, avoidable, covered, level, foreign, first, needless = (_Shares() for _ in range(8))
    again_by: dict[str, _Shares] = {habit: _Shares() for habit, _ in HABITS}
    used: Counter[str] = Counter()
    kept: dict[str, float] = {}
    for item, trace in rows:
        before: list[str] = []
        for session in trace["sessions"]:
            asked = session["asked"]
            used.update(asked)
            met = {bank.questions[q].topic for q in asked}
            covered.add(item.id, [t in met for t in session["topics"]])
            twice.add(item.id, [asked.count(q) > 1 for q in asked])
            recent = set(before)
            if before:
                repeated = [q in recent for q in asked]
                again_by[item.data["habit"]].add(item.id, repeated)
                if item.data["habit"] not in FORCED:
                    again.add(item.id, repeated)
                avoidable.add(item.id, [q in recent and _another(q, item.data["level"], recent, asked) for q in asked])
            level.add(item.id, [item.data["level"] in bank.questions[q].levels for q in asked])
            if team := item.data["team"]:
                strange = [not _theirs(q, team) for q in asked]
                foreign.add(item.id, strange)
                needless.add(
                    item.id,
                    [
                        s and _another(q, item.data["level"], recent, asked, team)
                        for s, q in zip(strange, asked, strict=True)
                    ],
                )
                if not before:
                    first.add(item.id, strange)
            before += asked
        kept[item.id] = 1 - len(set(before)) / len(before)
    summary = Summary(scores=kept)
    fig = summary.figures
    fig["asked twice in a session"] = twice.figure()
    fig["asked again over five sessions of rounds"] = again.figure()
    fig["asked again though another fitted"] = avoidable.figure()
    fig["topics covered"] = covered.figure()
    fig["fits the level"] = level.figure()
    fig["belongs to another team"] = foreign.figure()
    fig["belongs to another team, first session"] = first.figure()
    fig["belongs to another team though another fitted"] = needless.figure()
    for habit, shares in again_by.items():
        fig[f"asked again, {habit}"] = shares.figure()
    share = len(used) / len(bank.questions)
    fig["share of the bank used"] = Figure(share, share, share, len(bank.questions), len(rows))
    shown = [(h, f.value, f.low, f.high) for h, f in ((h, s.figure()) for h, s in again_by.items())]
    cells = [[f"<code>{escape(q)}</code>", str(n)] for q, n in used.most_common(20)]
    summary.sections = [
        ("Asked again, by what is practised", f'<div class="plots">{bars("share asked again", shown)}</div>'),
        ("Most often", table(["question", f"of {len(rows) * SESSIONS} sessions"], cells)),
    ]
    return summary


def _theirs(question: str, team: str) -> bool:
    """Whether a team asks it: one that names no team is everybody's."""
    teams = load_bank().questions[question].teams
    return not teams or team in teams


def _another(question: str, level: str, recent: set[str], asked: list[str], team: str = "") -> bool:
    """Whether the bank had one of the same topic, round and level, and of this team if one is given, that was not asked lately."""
    bank = load_bank()
    this = bank.questions[question]
    return any(
        q.topic == this.topic and q.round == this.round and level in q.levels and q.id not in recent
        for q in bank.questions.values()
        if q.id not in asked and (not team or _theirs(q.id, team))
    )


class _Shares:
    """Trues and falses with the person they belong to."""

    def __init__(self) -> None:
        self._values: list[float] = []
        self._groups: list[str] = []

    def add(self, group: str, values: list[bool]) -> None:
        self._values += [float(v) for v in values]
        self._groups += [group] * len(values)

    def figure(self) -> Figure:
        return bootstrap_mean(self._values, self._groups, draws=500)
