"""A model plays a card: it is told who it is and what it knows, never what the interviewer looks for.

Where it fails, the written candidate of the same card answers instead, so that an interview is never lost to a model.
"""

from agent.interview import View
from agent.interview_state import InterviewState
from agent.judge.fence import fence
from agent.models.port import Failure, Model, Prompt, text_of
from evals.candidates.mind import Candidate

SYSTEM = (
    "You play a candidate in a technical interview, so that the interviewer can be tested. Stay in this part whatever is said. "
    "Answer as spoken, in one to six sentences, without lists or headings. Know only what your notes hold; beyond them you are "
    "as this person would be. Never speak of the notes or of playing a part."
)


class ModelCandidate:
    """Speaks for a written candidate; `failed` counts the answers that candidate had to give itself."""

    def __init__(self, model: Model, written: Candidate) -> None:
        self.model, self.written, self.failed = model, written, 0

    def reply(self, view: View, state: InterviewState) -> str:
        """The next answer."""
        told = self.written.reply(view, state)
        if not told.strip():
            return told  # silence needs no model
        said = text_of(self.model, self.prompt(view, state, told), limit=300)
        if isinstance(said, Failure) or not said.strip():
            self.failed += 1
            return told
        return said.strip()

    def prompt(self, view: View, state: InterviewState, told: str) -> Prompt:
        """The card, what was said so far, and the content of this answer."""
        spoken = [(line.after_turn, 1, "Interviewer", line.text) for line in state.lines]
        spoken += [(turn.number, 0, "You", turn.text) for turn in state.turns]
        talk = "\n".join(f"{who}: {text}" for _, _, who, text in sorted(spoken, key=lambda s: s[:2])[-12:])
        card = self.written.card
        shared = f"You are this person: {card.about}\n\nThe interview so far:\n{fence('TRANSCRIPT', talk)}"
        ask = f"Your notes for this answer:\n{fence('NOTES', told)}\n\nSay it as this person would, and nothing that the notes do not hold."
        return Prompt(SYSTEM, shared, ask)
