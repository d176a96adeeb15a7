"""What a model adds to an interview: it judges, and it words the moves that the policy has decided.

It decides nothing. Where it fails, the bank's words are said and the point is unscored; the candidate is told once.
"""

import dataclasses

from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.model import ModelJudge
from agent.models.follow import Follower
from agent.models.open import open_model
from agent.models.port import Cancel, Model, Usage
from agent.models.say import Say, Worder
from agent.settings import Settings
from agent.sight import slot_of
from agent.state import Move

KEPT_WORDS = {"hint", "answer", "repeat"}
"""Moves that are always said in the bank's words: a hint must not grow, a fact must not change."""


def with_backend(deps: Deps, backend: str, settings: Settings) -> Deps:
    """The same dependencies with a model that judges and words; SettingsError when it cannot be opened."""
    model = open_model(backend, settings)
    if model is None:
        return deps

    def opens(used: Usage | None) -> Model:
        return open_model(backend, settings, used) or model

    return dataclasses.replace(deps, judge=ModelJudge(model), opens=opens)


class Sitting:
    """One session's model, and what the session was told of it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._worder = Worder(model)

    def at_work(self, deps: Deps, cancel: Cancel) -> Deps:
        """The dependencies of one turn: the model judges, words and asks until it is called off."""
        return dataclasses.replace(
            deps,
            judge=ModelJudge(self.model, cancel=cancel),
            words=ModelWords(self._worder, cancel),
            follows=Follower(self.model, self._worder, cancel),
            called_off=lambda: cancel.called,
        )


class ModelWords:
    """Rewords a line for the moment; gives it back as it was where the model's wording may not be said."""

    def __init__(self, worder: Worder, cancel: Cancel) -> None:
        self._worder, self._cancel = worder, cancel

    def __call__(self, move: Move, line: str, state: InterviewState, deps: Deps, *, concedes: bool) -> tuple[str, str]:
        """What to say, and what the candidate should be told about the model."""
        if move.kind in KEPT_WORDS:
            return line, ""
        spoken = [(n.after_turn, 0, "Interviewer", n.text) for n in state.lines]
        spoken += [(t.number, -1, "Candidate", t.text) for t in state.turns]
        said = tuple((who, text) for _, _, who, text in sorted(spoken, key=lambda s: s[:2]))
        worded = self._worder.word(
            Say(
                kind=move.kind,
                line=line,
                claim=move.quote,
                transcript=said,
                forbidden=tuple(p.says for p in deps.points(slot_of(state))),
                asked=tuple(n.text for n in state.lines),
                concedes=concedes,
            ),
            self._cancel,
        )
        return worded.text or line, worded.notice
