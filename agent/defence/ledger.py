"""Every claim of the projects that were defended: where it was said, what stands behind it, which challenge it met.

Pure: reads the state and nothing else, so that a kept session shows the same ledger whenever it is opened.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.claims.sentences import sentences
from agent.claims.wording import figure
from agent.defence import consistency
from agent.defence.margin import worked_out
from agent.interview_state import InterviewState
from agent.state import Challenge, Claim, Outcome, Project, Turn

Agreement = Literal["agrees", "differs", "written only", "spoken only"]
Status = Literal["stands", "stands with a condition", "open", "contradicted"]
_WORST: tuple[Status, ...] = ("contradicted", "open", "stands with a condition", "stands")
_NOT_RESULTS = ("p", "sample size", "split", "traffic", "share of traffic", "share of users")
_LIMIT = re.compile(r"\b(?:conditional|expected|target|budget|limit|goal|cap|sla|slo|part of)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:under|below|at most|up to|within|fewer than|less than)\b|[≤<]", re.IGNORECASE)
_UNITS = ("%", "pp", "x", "qps", "$")


@dataclass(frozen=True)
class LedgerRow:
    """One claim, followed from the page to the end of the round."""

    project: str
    claim: str
    metric: str
    figure: str
    """The number as one would say it; empty for a decision."""
    written: str
    """Where it stands in the document, in words; empty when it was only spoken."""
    spoken: tuple[int, ...]
    """The answers in which it was said."""
    agreement: Agreement
    other: str
    """The other version, where the two differ."""
    supported: bool
    """Whether a sample size, an interval, a baseline or a test came with it, on paper or aloud."""
    challenge: str
    """The kind of the challenge it met; empty when it met none."""
    asked: str
    outcome: Outcome | None
    reply: str
    """The words that decided the challenge."""
    arithmetic: str
    status: Status


def ledger(state: InterviewState) -> tuple[LedgerRow, ...]:
    """The rows of every project that was told so far, in the order it was told; empty without projects."""
    rows: list[LedgerRow] = []
    for n, part in enumerate(state.plan):
        for at, slot in enumerate(part.slots):
            key = f"{n}.{at}"
            if slot.project and any(f"{line.round}.{line.slot}" == key for line in state.lines):
                project = next(p for p in state.brief.projects if p.id == slot.project)
                turns = [t for t in state.turns if (t.round, t.slot) == (n, at) and not t.wish]
                rows += _Project(state, project, key, turns).rows()
    return tuple(rows)


class _Project:
    """One project's claims beside its challenges."""

    def __init__(self, state: InterviewState, project: Project, key: str, turns: Sequence[Turn]) -> None:
        self.state, self.project, self.key = state, project, key
        self.texts = {0: project.text} | {t.number: t.text for t in turns}
        self.written = [c for c in project.claims if _result(c)]
        self.spoken = [c for c in state.claims if c.turn in self.texts and c.turn and _result(c)]
        self.replies = {t.number for t in turns if t.prompt == "push_back"}
        self.challenges = [c for c in state.challenges if c.slot == key]
        self.differing = {c.claim for c in self.challenges if c.id.startswith("changed-")}

    def rows(self) -> Iterator[LedgerRow]:
        """Claims first, as they were written or said; then decisions, which only show by being challenged."""
        met: set[str] = set()
        for group in self._groups():
            row, ids = self._row(group)
            met |= ids
            yield row
        for challenge in self.challenges:
            if challenge.id not in met:
                yield self._decision(challenge)

    def _groups(self) -> list[list[Claim]]:
        """Claims of one figure together: its first statement, then the others."""
        groups: list[list[Claim]] = []
        for claim in (*self.written, *self.spoken):
            home = next((g for g in groups if self._together(g[0], claim)), None)
            if home is not None:
                home.append(claim)
            elif claim.turn not in self.replies:  # figures brought under fire support a claim; they open none
                groups.append([claim])
        return groups

    def _together(self, one: Claim, other: Claim) -> bool:
        same = consistency.agrees(one, other)
        return bool(same) or (same is False and other.text in self.differing)

    def _row(self, group: list[Claim]) -> tuple[LedgerRow, set[str]]:
        first = group[0]
        differs = next((c for c in group[1:] if c.text in self.differing), None)
        met = [c for c in self.challenges if any(self._against(c, claim) for claim in group)]
        spoken = tuple(dict.fromkeys(c.turn for c in group if c.turn))
        agreement: Agreement = (
            "differs" if differs else "spoken only" if first.turn else "agrees" if spoken else "written only"
        )
        supported = any(c.supported for c in group)
        row = LedgerRow(
            project=self.project.title, claim=first.text, metric=first.metric, figure=_figure(first),
            written="" if first.turn else self._place(first), spoken=spoken, agreement=agreement,
            other=differs.text if differs else "", supported=supported, challenge="", asked="", outcome=None, reply="",
            arithmetic=worked_out(first, [*self.written, *self.spoken], self.texts),
            status="stands" if supported else "open",
        )  # fmt: skip
        worst = min(met, key=lambda c: _WORST.index(status_of(c)), default=None)
        return (self._met(row, worst) if worst else row), {c.id for c in met}

    def _decision(self, challenge: Challenge) -> LedgerRow:
        said = next((n for n, text in self.texts.items() if n and challenge.claim and challenge.claim in text), 0)
        row = LedgerRow(
            project=self.project.title, claim=challenge.claim or "the project as a whole", metric="", figure="",
            written=self.project.place if challenge.claim and challenge.claim in self.project.text else "",
            spoken=(said,) if said else (), agreement="spoken only" if said else "written only", other="",
            supported=False, challenge="", asked="", outcome=None, reply="", arithmetic="", status="open",
        )  # fmt: skip
        return self._met(row, challenge)

    def _met(self, row: LedgerRow, challenge: Challenge) -> LedgerRow:
        asked = next(
            (
                line.text
                for line in self.state.lines
                if line.move.kind in ("push_back", "ask") and line.after_turn == challenge.turn
                and f"{line.round}.{line.slot}" == self.key
            ),
            "",
        )  # fmt: skip
        return replace(
            row,
            challenge=challenge.kind,
            asked=asked,
            outcome=challenge.outcome,
            reply=challenge.quote,
            arithmetic=row.arithmetic or ("" if challenge.id.startswith("lift-") else challenge.arithmetic),
            status=status_of(challenge),
        )

    def _against(self, challenge: Challenge, claim: Claim) -> bool:
        if not challenge.claim:
            return False
        return claim.text in challenge.claim or challenge.claim in self._sentence(claim)

    def _sentence(self, claim: Claim) -> str:
        text = self.texts[claim.turn]
        return next((text[s:e] for s, e in sentences(text) if s <= claim.start < e), claim.text)

    def _place(self, claim: Claim) -> str:
        line = self.project.text.count("\n", 0, claim.start) + 1
        return f"{self.project.place}, its line {line}" if self.project.place else f"line {line}"


def status_of(challenge: Challenge) -> Status:
    """What a challenge leaves of the claim it was against."""
    if challenge.outcome == "held":
        return "stands"
    if challenge.outcome == "adapted":
        return "stands with a condition"
    sum_is_wrong = challenge.arithmetic and not challenge.id.startswith("lift-")
    return "contradicted" if sum_is_wrong else "open"


def _result(claim: Claim) -> bool:
    """Whether a figure belongs in the ledger: what was reached or carried, not a limit, a sample size or a p-value."""
    if claim.after is None or claim.metric in _NOT_RESULTS or _LIMIT.search(claim.metric) or _WITHIN.search(claim.text):
        return False
    return bool(claim.metric or claim.before is not None or claim.unit in _UNITS)


def _figure(claim: Claim) -> str:
    now = figure(claim.after or 0.0, claim.unit)
    return f"{figure(claim.before, claim.unit)} → {now}" if claim.before is not None else now
