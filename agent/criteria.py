"""Judges a round by its rubric, over all that was said in it: one verdict a criterion, each with its quote.

The criteria stand beside the score and do not enter it until an evaluation shows how far these verdicts can be trusted.
"""

from agent import listening
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.features import Target
from agent.judge.port import Task
from agent.state import Judged
from rubrics.schema import Criterion, Rubric

LONGEST = 12_000
"""Characters of a round that are read for its criteria: about fifteen minutes of speech."""


def judge_rounds(state: InterviewState, deps: Deps) -> list[Judged]:
    """Verdicts on the rubric of every round in which something was said."""
    from agent.assess import judged_or_unscored

    out = []
    for n, part in enumerate(state.plan):
        text = "\n".join(t.text for t in state.turns if t.round == n and not t.wish and not listening.is_empty(t.text))[
            :LONGEST
        ]
        rubric = deps.rubrics.get(part.kind)
        if rubric is None or not text:
            continue
        task = Task(rubric.about, text, tuple(target_of(c) for c in rubric.criteria))
        out.append(
            Judged(
                slot=rubric_key(n, rubric),
                turn=len(state.turns),
                verdicts=tuple(judged_or_unscored(task, deps)),
                text=text,
            )
        )
    return out


def prepare_criteria(kind: str, deps: Deps) -> None:
    """Encode what a round will be held against at its end, while its questions are being read."""
    rubric = deps.rubrics.get(kind)
    for criterion in rubric.criteria if rubric else ():
        deps.lens.target(target_of(criterion))


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
