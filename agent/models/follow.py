"""Questions of the model's making on a candidate's own project: a verified quote of it, and a question about the quote.

The model chooses the words; a question that may not be said, or a model that is too slow, leaves the written line. A
fact whose quote is not in the text is no fact, so no question is about something the candidate did not write.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.models.facts import Extracted, Found, facts
from agent.models.port import Cancel, Failure, Model, within
from agent.models.say import Say, Worder

PATIENCE = 20.0
"""Seconds a candidate waits for the questions of all projects before the first one is asked."""
LONGEST_QUOTE = 30
"""Words of a quote that can be said back in a question."""
LINES = {
    "choice": "You write: “{quote}”. What else did you consider there, and what decided it?",
    "scale": "You write: “{quote}”. What breaks first at ten times that, and how would you see it coming?",
    "result": "You write: “{quote}”. How did you measure that, and what would convince you that it wasn't chance?",
    "role": "You write: “{quote}”. Which decision in it was yours alone, and what did it cost?",
}
"""What is asked of each kind of fact, by how much there is to say to it."""


@dataclass(frozen=True)
class FollowUp:
    """One question that may be asked."""

    quote: str
    text: str


@dataclass(frozen=True)
class FollowUps:
    """The question on each text, None where there is none; `notice` says what went wrong, for the person."""

    found: tuple[FollowUp | None, ...]
    notice: str = ""


class Follower:
    """Makes the questions of one session."""

    def __init__(self, model: Model, worder: Worder, cancel: Cancel | None = None) -> None:
        self._model, self._worder, self._cancel = model, worder, cancel

    def __call__(self, texts: Sequence[str], judged: Callable[[str], bool]) -> FollowUps:
        """A question a text of which `judged` says that an answer could be judged; none on a text not reached in time."""
        found: list[FollowUp | None] = []
        notice = ""
        with within(PATIENCE, self._cancel) as patience:
            for text in texts:
                read = facts(self._model, text, patience) if not notice else Extracted()
                if read.failure:
                    notice = _told(read.failure)
                lines = ((LINES[fact.entry.kind].format(quote=fact.quote), fact.quote) for fact in _best(read.found))
                chosen = next((one for one in lines if judged(one[0])), None)
                found.append(self._worded(*chosen, judged, patience) if chosen else None)
        return FollowUps(tuple(found), notice)

    def _worded(self, line: str, quote: str, judged: Callable[[str], bool], patience: Cancel) -> FollowUp:
        text = self._worder.word(Say("follow_up", line, claim=quote), patience).text
        return FollowUp(quote, text if text and judged(text) else line)


def _best(found: tuple[Found, ...]) -> list[Found]:
    """Facts that can be said back, those to which there is most to say first."""
    short = [fact for fact in found if len(fact.quote.split()) <= LONGEST_QUOTE]
    return sorted(short, key=lambda fact: list(LINES).index(fact.entry.kind))


def _told(failure: Failure) -> str:
    said = "The model took too long to read them." if failure.reason == "cancelled" else str(failure)
    return f"No questions of the model's making are asked on your projects. {said}"
