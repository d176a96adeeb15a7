"""Questions of the model's making on a candidate's own project: a verified quote of it, and a question about the quote.

The model chooses the words; a question that may not be said, or a model that is too slow, leaves the written line. A
fact whose quote is not in the text is no fact, so no question is about something the candidate did not write.
"""

from dataclasses import dataclass

from agent.models.extract import StatedFact, facts
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
    """The questions on each text, best first; `notice` says what went wrong, for the person."""

    found: tuple[tuple[FollowUp, ...], ...]
    notice: str = ""


class Follower:
    """Makes the questions of one session."""

    def __init__(self, model: Model, worder: Worder, cancel: Cancel | None = None) -> None:
        self._model, self._worder, self._cancel = model, worder, cancel

    def __call__(self, texts: tuple[str, ...], most: int) -> FollowUps:
        """At most `most` questions a text; a text that was not reached in time has none."""
        found: list[tuple[FollowUp, ...]] = []
        notice = ""
        with within(PATIENCE, self._cancel) as patience:
            for text in texts:
                read = facts(self._model, text, patience) if not notice else None
                if read is not None and read.failure:
                    notice = _told(read.failure)
                entries = [(one.entry, one.quote) for one in read.found] if read else []
                found.append(tuple(self._asked(entries, most, patience)))
        return FollowUps(tuple(found), notice)

    def _asked(self, entries: list, most: int, patience: Cancel) -> list[FollowUp]:
        kinds = list(LINES)
        stated = [(e.kind, q) for e, q in entries if isinstance(e, StatedFact) and len(q.split()) <= LONGEST_QUOTE]
        chosen = sorted(stated, key=lambda one: kinds.index(one[0]))[:most]
        return [
            FollowUp(quote, self._worded(LINES[kind].format(quote=quote), quote, patience)) for kind, quote in chosen
        ]

    def _worded(self, line: str, quote: str, patience: Cancel) -> str:
        return self._worder.word(Say("follow_up", line, claim=quote), patience).text or line


def _told(failure: Failure) -> str:
    said = "The model took too long to read them." if failure.reason == "cancelled" else str(failure)
    return f"No questions of the model's making are asked on your projects. {said}"
