"""Judges a round by its rubric, over all that was said in it: one verdict a criterion, each with its quote.

The criteria stand beside the score and do not enter it until an evaluation shows how far these verdicts can be trusted.
"""

from agent import listening
from agent.coding import slot as coding_slot
from agent.coding.score import SOLVES
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.features import Target
from agent.judge.port import Task
from agent.state import Judged, RoundPlan, Verdict
from rubrics.schema import Criterion, Rubric

LONGEST = 12_000
"""Characters of a round that are read for its criteria: about fifteen minutes of speech."""


def judge_rounds(state: InterviewState, deps: Deps) -> list[Judged]:
    """Verdicts on the rubric of every round in which something was said."""
    from agent.assess import judged_or_unscored

    out = []
    for n, part in enumerate(state.plan):
        turns = [t for t in state.turns if t.round == n and not t.wish and not listening.is_empty(t.text)]
        coding = any(coding_slot.problem_of(slot) for slot in part.slots)
        text = (coding_slot.prose(turns) if coding else "\n".join(t.text for t in turns))[:LONGEST]
        rubric = deps.rubrics.get(part.kind)
        if rubric is None or not turns:
            continue
        by_fact = _by_fact(n, part, state) if rubric.id == "coding" else {}
        targets = tuple(target_of(c) for c in rubric.criteria if c.id not in by_fact and c.id != SOLVES)
        heard = judged_or_unscored(Task(rubric.about, text, targets), deps) if text else []
        by_id = {v.criterion_id: v for v in heard} | by_fact
        out.append(
            Judged(
                slot=rubric_key(n, rubric),
                turn=len(state.turns),
                verdicts=tuple(by_id[c.id] for c in rubric.criteria if c.id in by_id),
                text=text,
            )
        )
    return out


def prepare_criteria(kind: str, deps: Deps) -> None:
    """Encode what a round will be held against at its end, while its questions are being read."""
    rubric = deps.rubrics.get(kind)
    for criterion in rubric.criteria if rubric else ():
        deps.lens.target(target_of(criterion))


def _by_fact(number: int, part: RoundPlan, state: InterviewState) -> dict[str, Verdict]:
    """Criteria that the tests of a round's problems decide; over several problems, the mean."""
    found: dict[str, list[Verdict]] = {}
    for at, slot in enumerate(part.slots):
        problem = coding_slot.problem_of(slot)
        if problem is not None:
            for verdict in coding_slot.verdicts(state, f"{number}.{at}", problem):
                found.setdefault(verdict.criterion_id, []).append(verdict)
    return {
        ident: _mean(scored)
        for ident, verdicts in found.items()
        if (scored := [v for v in verdicts if v.level is not None] or [v for v in verdicts if ident == SOLVES])
    }


def _mean(verdicts: list[Verdict]) -> Verdict:
    levels = [v.level for v in verdicts if v.level is not None]
    if len(levels) < 2:
        return verdicts[0]
    mean = sum(levels) / len(levels)
    why = " ".join(v.why for v in verdicts)
    return verdicts[0].model_copy(update={"level": round(mean), "degree": mean / 3, "why": why})


def rubric_key(number: int, rubric: Rubric) -> str:
    """Under which key a round's criteria are kept."""
    return f"round {number}: {rubric.id} v{rubric.version}"


def target_of(criterion: Criterion) -> Target:
    """A criterion as a judge takes it: the top anchor said, its examples like it, the bottom ones not."""
    return Target(
        criterion.id,
        criterion.anchors.at(3),
        float(criterion.weight),
        (criterion.examples.at(3), criterion.examples.at(2)),
        (criterion.examples.at(0), criterion.not_evidence),
    )
