"""How well a candidate defends, counted from how each challenge was met: the criteria of rubrics/skills/defence-skill.yaml.

Saying it again scores below giving in: who folds has at least heard the objection.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.challenges import brings_data
from agent.interview_state import InterviewState
from agent.state import Challenge
from rubrics.schema import SHIPPED, Rubric, load_rubrics
from rubrics.scoring import TOP, Mark, Score, combine

MET: Mapping[str, float] = {"held": 3.0, "adapted": 3.0, "folded": 1.0, "repeated": 0.0, "dodged": 0.0}
"""What a reply is worth in a defence, out of 3."""
GOOD = ("held", "adapted")
SURE = 0.75
"""How sure the outcome of one challenge is, as the dialogue suite shows it."""
_PRICE = re.compile(
    r"\b(?:cost(?:s|ing)? (?:us|me|about|a|an|the|\d)|paid|pay(?:s|ing)? for|gave (?:up|away)|giving up|give up|in return|in exchange|at the price of|trade[ds]? (?:\w+ ){0,3}(?:for|against)|"
    r"sacrific\w*|lost|lose[sd]?|loses|slower|dearer|worse|at the expense of|the price (?:is|was|of)|down ?side|we(?:'re| are) (?:still )?paying)\b",
    re.IGNORECASE,
)
_ATTACK = re.compile(
    r"\b(?:you (?:clearly|obviously|just|really)? ?(?:don'?t|do not|didn'?t|haven'?t|never) (?:understand|get|know|listen|read|follow|built|run)|"
    r"(?:that|this)(?:'s| is)? (?:a )?(?:stupid|silly|dumb|ridiculous|pointless|unfair|irrelevant|nonsense|strange|weird) ?(?:question|objection|point)?|"
    r"(?:that|your|this) (?:question|objection) (?:doesn'?t|does not|makes no|is (?:wrong|beside|nonsense|irrelevant|silly))|have you (?:ever|even)|did you (?:even|ever)|why (?:would|should) (?:i|that) (?:even )?(?:matter|care)|"
    r"who cares|if you (?:knew|had any|understood)|with (?:all )?due respect|you(?:'re| are) (?:just )?(?:wrong|missing the point|being (?:difficult|unreasonable)|nitpicking)|i(?:'ve| have) already answered that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SkillLine:
    """One criterion as counted. `level` None: there was no occasion for it, and it does not weigh."""

    id: str
    question: str
    weight: int
    level: float | None
    quote: str
    why: str


@dataclass(frozen=True)
class Skill:
    """The whole skill, with its own score."""

    score: Score
    lines: tuple[SkillLine, ...]
    rubric: str
    challenges: int


@dataclass(frozen=True)
class _Met:
    """A challenge with what was said to it."""

    challenge: Challenge
    reply: str


_Counted = tuple[float | None, str, str]


@lru_cache(maxsize=1)
def rubric() -> Rubric:
    """The criteria, as a hiring manager may edit them."""
    return load_rubrics(SHIPPED / "skills")["defence-skill"]


def defence_skill(state: InterviewState) -> Skill | None:
    """The skill shown in the projects of a session; None where none was challenged."""
    slots = {f"{n}.{at}" for n, part in enumerate(state.plan) for at, slot in enumerate(part.slots) if slot.project}
    met = [_met(c, state) for c in state.challenges if c.slot in slots and c.outcome]
    if not met:
        return None
    counts: dict[str, Callable[[], _Counted]] = {
        "meets-the-challenge": lambda: _meets(met),
        "brings-data": lambda: _data(met),
        "names-the-price": lambda: _price(met),
        "concedes-with-a-change": lambda: _concedes(met),
        "holds-at-the-second-push": lambda: _second(met),
        "looks-back": lambda: _looks_back(state, slots),
        "says-it-again": lambda: _again(met),
        "attacks-the-question": lambda: _attacks(met),
        "figures-change": lambda: _figures(met),
    }
    lines = []
    for criterion in rubric().criteria:
        level, quote, why = counts[criterion.id]()
        lines.append(SkillLine(criterion.id, criterion.question, criterion.weight, level, quote, why))
    marks = [Mark(line.id, line.weight, line.level, SURE) for line in lines if line.level is not None]
    return Skill(combine(marks), tuple(lines), f"{rubric().id} v{rubric().version}", len(met))


def _met(challenge: Challenge, state: InterviewState) -> _Met:
    replies = [
        t.text
        for t in state.turns
        if f"{t.round}.{t.slot}" == challenge.slot and challenge.turn < t.number <= challenge.closed and not t.wish
    ]
    return _Met(challenge, "\n".join(replies))


def _meets(met: Sequence[_Met]) -> _Counted:
    level = sum(MET[str(m.challenge.outcome)] for m in met) / len(met)
    best = next((m.challenge.quote for m in met if m.challenge.outcome in GOOD), "")
    return level, best, f"{_count(met, *GOOD)} of {len(met)} with something new or a reasoned change"


def _data(met: Sequence[_Met]) -> _Counted:
    found = [m for m in met if m.challenge.outcome in GOOD and brings_data(m.challenge.claim, m.reply)]
    quote = found[0].challenge.quote if found else ""
    return TOP * len(found) / len(met), quote, f"a new figure or a check in {len(found)} of {len(met)} replies"


def _price(met: Sequence[_Met]) -> _Counted:
    good = [m for m in met if m.challenge.outcome in GOOD]
    found = [hit.group(0) for m in good if (hit := _PRICE.search(m.reply))]
    if not found:
        return 0.0, "", "no price was named"
    return (3.0 if 2 * len(found) >= len(good) else 2.0), found[0], f"a price named in {len(found)} replies"


def _concedes(met: Sequence[_Met]) -> _Counted:
    given = [m for m in met if m.challenge.outcome in ("adapted", "folded")]
    if not given:
        return None, "", "nothing was conceded"
    changed = [m for m in given if m.challenge.outcome == "adapted"]
    quote = changed[0].challenge.quote if changed else given[0].challenge.quote
    return TOP * len(changed) / len(given), quote, f"{len(changed)} of {len(given)} concessions came with a change"


def _second(met: Sequence[_Met]) -> _Counted:
    pushed = [m for m in met if m.challenge.pushes > 1]
    if not pushed:
        return None, "", "no second push was needed"
    level = sum(MET[str(m.challenge.outcome)] for m in pushed) / len(pushed)
    return level, pushed[-1].challenge.quote, f"{_count(pushed, *GOOD)} of {len(pushed)} second pushes met"


def _looks_back(state: InterviewState, slots: set[str]) -> _Counted:
    seen = [v for j in state.judged if j.slot in slots for v in j.verdicts if v.criterion_id == "looking-back"]
    degrees = [(v.degree if v.degree is not None else v.level / TOP, v) for v in seen if v.level is not None]
    if not degrees:
        return None, "", "it did not come to that"
    best = max(degrees, key=lambda d: d[0])[1]
    return (
        TOP * sum(d for d, _ in degrees) / len(degrees),
        best.quote,
        f"as judged over {len(degrees)} project{'s' if len(degrees) > 1 else ''}",
    )


def _again(met: Sequence[_Met]) -> _Counted:
    same = [m for m in met if m.challenge.outcome in ("repeated", "dodged")]
    quote = same[0].challenge.quote if same else ""
    return TOP * len(same) / len(met), quote, f"{len(same)} of {len(met)} met by the same again or by something else"


def _attacks(met: Sequence[_Met]) -> _Counted:
    found = [hit.group(0) for m in met if (hit := _ATTACK.search(m.reply))]
    return (
        min(3.0, float(len(found) + 1)) if found else 0.0,
        found[0] if found else "",
        f"{len(found)} replies did" if found else "no reply did",
    )


def _figures(met: Sequence[_Met]) -> _Counted:
    late = [m for m in met if m.challenge.id.startswith("late-")]
    moved = [m for m in met if m.challenge.id.startswith("changed-") and m.challenge.outcome not in GOOD]
    count = len(late) + len(moved)
    quote = (late or moved)[0].challenge.claim if count else ""
    return (3.0 if late or count > 1 else 2.0) if count else 0.0, quote, f"{count} did" if count else "none did"


def _count(met: Sequence[_Met], *outcomes: str) -> int:
    return sum(m.challenge.outcome in outcomes for m in met)
