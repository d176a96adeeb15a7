"""What an interview remembers: frozen records, unknown fields refused.

Saved by the checkpointer: rename or move a class here and saved interviews no longer open (RECORDS lists them all).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Mode = Literal["real", "coach"]
Channel = Literal["text", "voice", "code"]
Wish = Literal["hint", "skip", "repeat", "end"]
"""What a candidate may ask of the interview itself, by a command or a button."""
Outcome = Literal["held", "adapted", "repeated", "folded", "dodged"]
"""How a challenge was met: with new data, by a reasoned change, by saying it again, by giving in, by talking past it."""
Part = Literal["problem", "role", "architecture", "alternatives", "results", "hindsight"]
"""The six parts of a project walkthrough."""
MoveKind = Literal[
    "ask", "probe", "push_back", "hint", "clarify", "answer", "repeat", "redirect", "harder", "next", "reverse", "debrief",
]  # fmt: skip


class Record(BaseModel):
    """Frozen, and deaf to fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(Record):
    """One criterion judged once. `level` None is unscored, and then `failure` says why."""

    criterion_id: str
    level: int | None = Field(default=None, ge=0, le=3)
    degree: float | None = Field(default=None, ge=0, le=1)
    """The level before rounding, as a share of the top: what scores are made of."""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    confidence: float = Field(default=0.0, ge=0, le=1)
    why: str = ""
    judge: str
    contract: str
    """Hash of everything the verdict depends on: scores of two contracts are never averaged."""
    flags: tuple[str, ...] = ()
    """Attempts to steer the judge that were found in the answer and left out of it."""
    failure: str | None = None


class Project(Record):
    """One project of a résumé or write-up, to be told and defended."""

    id: str
    """`project-1`, `project-2` in the order of the document."""
    title: str
    text: str
    """As written; the places of the claims count in it."""
    place: str = ""
    """Where it stands in the document, in words (`page 2`, `lines 10 to 24`)."""
    claims: tuple["Claim", ...] = ()
    """Numbers and decisions as written, `turn` 0."""


class Brief(Record):
    """What the candidate chose before the first question."""

    loop: str | None = None
    round: str | None = None
    level: str = "2-2"
    team: str | None = None
    minutes: int | None = Field(default=None, ge=3, le=480)
    """None: what the loop gives."""
    mode: Mode = "real"
    channel: Channel = "text"
    backend: str = "none"
    seed: int = 0
    questions: tuple[str, ...] = ()
    """The candidate's own questions, asked before those of the bank."""
    job: str = ""
    """The text of a job description, which weighs topics."""
    resume: str = ""
    projects: tuple[Project, ...] = ()
    """What a defence round is about, as read and corrected by the candidate."""
    drill: bool = False
    """Only challenges: no walkthrough before them."""
    again: tuple["Opening", ...] = ()
    """Challenges of an earlier session that were not held, to be raised first and in other words."""
    repeat: bool = False
    """Whether questions of the last sessions may come again."""


class Slot(Record):
    """One thing to ask: a question of the bank, or the candidate's own."""

    id: str
    minutes: float
    why: str
    """Told to the candidate: why this question."""
    own: str = ""
    """The words of the candidate's own question; its points are then found by retrieval."""
    project: str = ""
    """The id of the project to be told here; what it is judged on are the six parts of a walkthrough."""
    title: str = ""
    """The project's name, as the interviewer says it."""
    drill: bool = False
    """Whether it is only challenged: nothing is told, so nothing of it is judged."""


class RoundPlan(Record):
    """One round as planned. `left_out` says what the loop holds that this interview cannot ask, and why."""

    kind: str
    title: str
    minutes: float
    slots: tuple[Slot, ...]
    closing: bool = True
    """Whether it ends with the candidate's own questions."""
    left_out: str = ""


class Turn(Record):
    """One answer of the candidate."""

    number: int
    round: int
    slot: int
    question_id: str
    kind: Channel = "text"
    text: str
    started: float
    ended: float
    wish: Wish | None = None
    prompt: str = ""
    """What it answered: the move's kind, so that a reply to a challenge can be told from a first answer."""
    audio: str | None = None
    timings: tuple[tuple[str, float], ...] = ()
    runs: int = 0
    """How often the examples were run before this code was sent."""
    failed_run: bool = False
    """Whether the last of those runs was of this very code, and failed."""
    left_window: int = 0
    """How often the editor was left meanwhile: told, never scored."""
    unsure: tuple[tuple[int, int], ...] = ()
    """Where in the text a figure was heard that may be another one: judged like any words, kept out of arithmetic."""

    @property
    def seconds(self) -> float:
        """How long the candidate took."""
        return max(0.0, self.ended - self.started)


class Claim(Record):
    """A number or a decision that was stated."""

    text: str
    """The candidate's own words."""
    metric: str = ""
    """What is measured (`p99 latency`, `watch time`), as said; empty when it was not said."""
    before: float | None = None
    after: float | None = None
    unit: str = ""
    """Canonical: ms, s, min, h, day, %, pp, x, qps, $, items, users, B, kB, MB, GB, TB, or empty."""
    turn: int = 0
    start: int = 0
    end: int = 0
    """Where `text` stands in the turn."""
    supported: bool = False
    """Whether a sample size, interval, baseline or test was given with it."""
    challenged_by: str | None = None
    outcome: Outcome | None = None


class Challenge(Record):
    """A pushback that was raised. A later record with the same id replaces an earlier one."""

    id: str
    """`question/pushback`, `pattern` or `numbers-N`; unique in a session."""
    kind: str
    slot: str
    """The round and slot it belongs to, as `round.slot`."""
    claim: str
    """The candidate's words it is against."""
    turn: int
    pushes: int = 1
    outcome: Outcome | None = None
    """None while it is open."""
    quote: str = ""
    """The words of the reply that decided it."""
    arithmetic: str = ""
    closed: int = 0
    """The turn that decided it; 0 while it is open."""


class Move(Record):
    """What the interviewer does next, and by which rule."""

    kind: MoveKind
    rule: str
    target: str = ""
    """A point, a challenge, a fact or nothing, by kind."""
    why: str = ""
    quote: str = ""
    """The candidate's words the move speaks to."""


class Line(Record):
    """Something the interviewer said."""

    text: str
    move: Move
    at: float
    after_turn: int
    round: int
    slot: int


class Sign(Record):
    """What one answer was, as far as the next move needs it. Made by `assess`, read by the policy."""

    turn: int
    steers: bool = False
    empty: bool = False
    unreadable: str = ""
    """Why an answer could not be read at all: another language, a garbage transcript."""
    does_not_know: bool = False
    asks: str = ""
    """The candidate's question back, when the answer is one."""
    fact: str = ""
    """The key of the fact that answers it."""
    off_topic: bool = False
    outcome: Outcome | None = None
    """How it met the open challenge."""
    outcome_quote: str = ""
    challenge: str = ""
    """The best pushback against what was just said and not yet challenged."""
    challenge_quote: str = ""
    challenge_kind: str = ""
    numbers: str = ""
    """Arithmetic that does not hold, worked out in a sentence."""
    numbers_quote: str = ""
    numbers_kind: Literal["numbers", "lift", "changed", "late"] = "numbers"
    """`lift`: a gain nobody sized, which is no fault; `changed`: one metric at two values in the round; `late`: a figure for what had not been measured a minute ago."""
    gaps: tuple[Literal["measurement", "alternative", "ownership"], ...] = ()
    gap_quote: str = ""
    words: int = 0


class Told(Record):
    """Which of the six parts of a project one answer spoke of, and for how many seconds."""

    slot: str
    turn: int
    parts: tuple[tuple[str, float], ...]


class Opening(Record):
    """A challenge that may be raised against a project; one of each id in a session, whoever it was against."""

    id: str
    """As in `Challenge`: `pattern`, `question/pushback` or `sum-…` for figures of the write-up."""
    kind: str
    project: str
    quote: str = ""
    """The words it is against; empty when it is against the whole."""
    weight: float = 0.0
    """The order they come in, highest first."""
    arithmetic: str = ""
    turn: int = 0
    """Where the words were said; 0 when they stand in the write-up."""
    reworded: bool = False
    """Whether it was raised in an earlier session, so that its first words must be other ones now."""


class Hint(Record):
    """A hint that was given: what was said only after it counts a rung less."""

    slot: str
    turn: int
    rung: int


class Judged(Record):
    """The verdicts on one question after a turn; a later one of the same slot replaces an earlier one."""

    slot: str
    turn: int
    verdicts: tuple[Verdict, ...]
    after_hints: tuple[tuple[str, int], ...] = ()
    """Point → hints that were given before it was made."""
    text: str = ""
    """What was judged, when it is not the slot's answers joined; quotes point into it."""


RECORDS: tuple[type, ...] = (
    Project, Brief, Slot, RoundPlan, Turn, Claim, Challenge, Move, Line, Sign, Hint, Judged, Verdict, Told, Opening,
)  # fmt: skip
"""Registered with the checkpoint serializer: a class missing here would come back as a plain dict."""
