"""The result of an interview: what was scored, with which words, what was not, and what would move it most.

Only what was reached is scored. What could not be judged is listed with its reason and widens the interval.
"""

import dataclasses
import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from agent.coding import slot as coding_slot
from agent.coding.score import SHARES
from agent.defence.ledger import LedgerRow, ledger
from agent.defence.skill import MET as DEFENDED
from agent.defence.skill import Skill, defence_skill
from agent.defence.walkthrough import coverage
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.port import forbidden
from agent.models.port import Usage
from agent.results.calibration import Calibrated
from agent.state import Challenge, Judged, Slot, Turn, Verdict
from rubrics.scoring import TOP, Mark, Score, average, band, band_interval, combine

CHALLENGE_WEIGHT, CHALLENGE_SURE = 1.0, 0.75
"""A challenge counts like a point of weight 1; how sure its outcome is, as the dialogue suite shows it."""
_MET = {"held": 3.0, "adapted": 3.0, "repeated": 1.0, "folded": 0.0, "dodged": 0.0}
_HIRES = ("hire", "strong hire")
LEAST_GAIN = 0.005
"""A point that would have moved the score by less is not worth naming: it would be printed as +0.00."""
MOVERS = 3
SURE = 0.75
"""How sure a verdict must be before it counts as a reason for a rejection."""


@dataclass(frozen=True)
class PointLine:
    """One point or criterion as it was judged."""

    id: str
    says: str
    weight: float
    level: int | None
    quote: str
    confidence: float
    hints: int
    unscored: str
    """Why there is no level; empty when there is one."""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChallengeLine:
    """One challenge: what it was against, and how it was met."""

    kind: str
    claim: str
    asked: str
    pushes: int
    outcome: str
    quote: str
    counted: bool


@dataclass(frozen=True)
class QuestionCard:
    """One question as answered."""

    id: str
    title: str
    asked: str
    score: Score
    points: tuple[PointLine, ...]
    challenges: tuple[ChallengeLine, ...]
    turns: tuple[int, ...]
    seconds: float
    note: str
    """`skipped`, `no answer with content`, `not reached`, or empty."""
    strong: str
    """What a strong answer had; for reading after the interview."""
    source: str
    topic: str
    drills: tuple[str, ...]
    parts: tuple[tuple[str, bool, float], ...] = ()
    """Of a project: each of its six parts, whether it was told, and how many seconds it took."""


@dataclass(frozen=True)
class RoundCard:
    """One round: its questions, and its rubric's criteria, which are shown beside the score."""

    kind: str
    title: str
    score: Score
    band: str | None
    bands: tuple[str, str] | None
    questions: tuple[QuestionCard, ...]
    criteria: tuple[PointLine, ...]
    rubric: str
    left_out: str
    questions_back: int
    """How many questions the candidate had at its end."""


@dataclass(frozen=True)
class Mover:
    """A missing point, and what making it would have added to the overall score."""

    question: str
    says: str
    gain: float


@dataclass(frozen=True)
class Scorecard:
    """The whole result."""

    session: str
    level: str
    score: Score
    band: str | None
    bands: tuple[str, str] | None
    rounds: tuple[RoundCard, ...]
    movers: tuple[Mover, ...]
    unscored: tuple[str, ...]
    fail_reasons: tuple[str, ...]
    judge: str
    contract: str
    """Changes with the judge, its version, and any wording of what was judged."""
    minutes: float
    ledger: tuple[LedgerRow, ...] = ()
    """Every claim of the projects that were defended, and what became of it."""
    defence: Skill | None = None
    """How the challenges to them were met, on a score of its own beside the overall one."""
    calibration: str = ""
    """On what the judge's confidence was calibrated, or why it was not; empty when that was never done."""
    usage: Usage | None = None
    """What the model took; None where none was called."""

    @property
    def took(self) -> str:
        """The tokens and the cost of the model, in a sentence; empty where none was called."""
        return f"The model took {self.usage}." if self.usage else ""

    def summary(self) -> dict[str, Any]:
        """What a list of sessions needs."""
        return {
            "score": self.score.value,
            "low": self.score.low,
            "high": self.score.high,
            "band": self.band,
            "bands": self.bands,
            "contract": self.contract,
            "judge": self.judge,
        }

    def as_json(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return asdict(self)


def scorecard(state: InterviewState, deps: Deps) -> Scorecard:
    """The result of what was reached so far."""
    spec = deps.bank.levels[state.brief.level]
    trust = deps.calibration(deps.judge)
    rounds = tuple(
        _round(n, state, deps, trust) for n in range(len(state.plan)) if _reached(n, state) or state.plan[n].left_out
    )
    weights: dict[str, float] = {str(k): v for k, v in spec.weights.items()}
    total = average([(weights.get(r.kind, 1.0), r.score) for r in rounds if r.questions], drawn=False)
    verdicts = [v for j in state.judged for v in j.verdicts]
    contracts = sorted({v.contract for v in verdicts})
    lines = [(q, p) for r in rounds for q in r.questions for p in q.points]
    unscored = tuple(f"{q.title}: {p.says} ({p.unscored.removeprefix('unscored: ')})" for q, p in lines if p.unscored)
    card = Scorecard(
        session=state.session,
        level=state.brief.level,
        score=total,
        band=band(total.value, spec.bars),
        bands=band_interval(total, spec.bars),
        rounds=rounds,
        movers=_movers(rounds, weights),
        unscored=unscored,
        fail_reasons=_fail_reasons(rounds, deps),
        judge=f"{deps.judge.name} {deps.judge.version}",
        contract=hashlib.sha256("".join(contracts).encode()).hexdigest()[:16] if contracts else "",
        minutes=round(sum(t.seconds for t in state.turns) / 60, 1),
        ledger=ledger(state),
        defence=defence_skill(state),
        calibration=trust.told,
    )
    touched = forbidden([c.says for r in rounds for c in r.criteria])
    if touched:
        raise AssertionError(f"a scorecard may not judge {', '.join(touched)}")
    return card


def _reached(n: int, state: InterviewState) -> bool:
    return any(line.round == n for line in state.lines)


def _round(n: int, state: InterviewState, deps: Deps, trust: Calibrated) -> RoundCard:
    part = state.plan[n]
    spec = deps.bank.levels[state.brief.level]
    cards = tuple(_question(n, at, slot, state, deps, trust) for at, slot in enumerate(part.slots))
    cards = tuple(card for card in cards if card.turns)
    score = average([(1.0, card.score) for card in cards])
    rubric = deps.rubrics.get(part.kind)
    judged = next((j for j in state.judged if j.slot.startswith(f"round {n}: ")), None)
    criteria: tuple[PointLine, ...] = ()
    if rubric and judged:
        by_id = {v.criterion_id: v for v in judged.verdicts}
        criteria = tuple(_line(c.id, c.question, float(c.weight), by_id.get(c.id), 0) for c in rubric.criteria)
    back = sum(line.round == n and line.move.target == "reverse" for line in state.lines)
    return RoundCard(
        part.kind, part.title, score, band(score.value, spec.bars), band_interval(score, spec.bars), cards, criteria,
        f"{rubric.id} v{rubric.version}" if rubric else "", part.left_out, back,
    )  # fmt: skip


def _question(n: int, at: int, slot: Slot, state: InterviewState, deps: Deps, trust: Calibrated) -> QuestionCard:
    key = f"{n}.{at}"
    question = deps.question(slot)
    closed = next((m.after_turn for m in state.lines if m.round == n and m.move.kind == "reverse"), len(state.turns))
    turns = [t for t in state.turns if t.round == n and t.slot == at and t.number <= closed and t.wish != "end"]
    judged = next((j for j in state.judged if j.slot == key), None)
    raised = [c for c in state.challenges if c.slot == key]
    note = _note(turns, judged)
    points = deps.points(slot)
    late = dict(judged.after_hints) if judged else {}
    by_id = {v.criterion_id: v for v in judged.verdicts} if judged else {}
    lines = tuple(_line(p.id, p.says, p.weight, by_id.get(p.id), late.get(p.id, 0), said=bool(note)) for p in points)
    if turns and note != "skipped":
        lines += _coded_lines(key, slot, sum(line.weight for line in lines), state, deps)
    marks = [_mark(line, trust) for line in lines]
    if slot.drill or any(
        line.level is not None for line in lines
    ):  # a challenge met says little where nothing else could be judged
        worth = DEFENDED if slot.project else _MET
        marks += [Mark(c.id, CHALLENGE_WEIGHT, worth[c.outcome], CHALLENGE_SURE) for c in raised if c.outcome]
    return QuestionCard(
        id=slot.id,
        title=question.title if question else _short(slot.own),
        asked=_asked(key, state) or (question.ask if question else slot.own),
        score=combine(marks) if turns else Score(None),
        points=lines,
        challenges=tuple(_challenge(c, state) for c in raised),
        turns=tuple(t.number for t in turns),
        seconds=sum(t.seconds for t in turns),
        note=note if turns else "not reached",
        strong=question.strong if question else "",
        source=f"seed {question.source.seed}, {question.source.section}" if question else "",
        topic=question.topic if question else "",
        drills=question.mistakes if question else (),
        parts=coverage(state, key) if slot.project and not slot.drill else (),
    )


def _coded_lines(key: str, slot: Slot, said: float, state: InterviewState, deps: Deps) -> tuple[PointLine, ...]:
    """What the tests say of a coding question. They weigh as much as all that was to be said, and more with a follow-up."""
    problem = coding_slot.problem_of(slot)
    if problem is None:
        return ()
    found = {v.criterion_id: v for v in coding_slot.verdicts(state, key, problem)}
    rubric = deps.rubrics["coding"]
    shares = {c.id: SHARES[c.id] * said for c in rubric.criteria if c.id in SHARES and c.id in found}
    return tuple(
        dataclasses.replace(_line(ident, found[ident].why or ident, weight, found[ident], 0), confidence=1.0)
        for ident, weight in shares.items()
    )


def _asked(key: str, state: InterviewState) -> str:
    """The words of a real interviewer, where this is the transcript of one."""
    return next(
        (line.text for line in state.lines if f"{line.round}.{line.slot}" == key and line.move.rule == "transcript"), ""
    )


def _note(turns: list[Turn], judged: Judged | None) -> str:
    if judged is not None:
        return ""
    return "skipped" if any(t.wish == "skip" for t in turns) else "no answer with content"


def _line(
    ident: str, says: str, weight: float, verdict: Verdict | None, hints: int, *, said: bool = False
) -> PointLine:
    if verdict is None:  # asked, and nothing with content came: that is known, not unscored
        return PointLine(
            ident, says, weight, 0 if said else None, "", 1.0 if said else 0.0, hints, "" if said else "not judged"
        )
    return PointLine(
        ident,
        says,
        weight,
        verdict.level,
        verdict.quote,
        verdict.confidence,
        hints,
        verdict.failure or "",
        verdict.flags,
    )


def _mark(line: PointLine, trust: Calibrated) -> Mark:
    sure = trust.trusted(line.confidence) if line.confidence < 1 else 1.0  # that nothing was said is no judgement
    return Mark(line.id, line.weight, line.level, sure, line.hints)


def _challenge(c: Challenge, state: InterviewState) -> ChallengeLine:
    asked = next(
        (
            line.text
            for line in state.lines
            if line.move.kind in ("push_back", "ask")
            and f"{line.round}.{line.slot}" == c.slot
            and line.after_turn == c.turn
        ),
        "",
    )
    return ChallengeLine(c.kind, c.claim, asked, c.pushes, c.outcome or "not answered", c.quote, c.outcome is not None)


def _movers(rounds: tuple[RoundCard, ...], weights: dict[str, float]) -> tuple[Mover, ...]:
    """The missing points whose making would have raised the overall score most."""
    total = sum(weights.get(r.kind, 1.0) for r in rounds if r.score.value is not None) or 1.0
    movers = []
    for r in rounds:
        asked = [q for q in r.questions if q.score.value is not None]
        for q in asked:
            whole = sum(p.weight for p in q.points if p.level is not None) + sum(c.counted for c in q.challenges)
            for p in q.points:
                if p.level is not None and whole:
                    gain = p.weight * (TOP - p.level) / TOP / whole / len(asked) * weights.get(r.kind, 1.0) / total
                    movers.append(Mover(q.title, p.says, round(gain, 4)))
    return tuple(sorted((m for m in movers if m.gain >= LEAST_GAIN), key=lambda m: -m.gain)[:MOVERS])


def _fail_reasons(rounds: tuple[RoundCard, ...], deps: Deps) -> tuple[str, ...]:
    """The common reasons for a rejection that the criteria of a round point to, most often named first.

    Of a round that went well none is named: what it lacked did not decide it.
    """
    found: list[str] = []
    for r in (r for r in rounds if r.band not in _HIRES):
        rubric = deps.rubrics.get(r.kind)
        reasons = {c.id: c.fail_reason for c in rubric.criteria} if rubric else {}
        found += [
            str(reasons[c.id])
            for c in r.criteria
            if reasons.get(c.id) and c.weight > 0 and c.level == 0 and c.confidence >= SURE
        ]
    return tuple(sorted(dict.fromkeys(found), key=lambda reason: -found.count(reason)))


def _short(text: str) -> str:
    said = text.split()
    return text if len(said) <= 9 else " ".join(said[:9]) + "…"
