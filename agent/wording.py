"""How a move is said without a model: the bank's text, a phrase that leads into it, the candidate's own words quoted.

Only what the bank marks as sayable is said: asks, probes, challenges, hints and the facts asked for; never a point.
"""

from dataclasses import dataclass, field

from agent.phrases import Voice, clip, short_question, without_lead
from agent.state import Challenge, Line, Move, RoundPlan, Slot
from corpus.schema import Question


@dataclass(frozen=True)
class Scene:
    """What a move is said about."""

    question: Question | None
    slot: Slot | None
    plan: RoundPlan | None
    coach: bool = False
    closed: Challenge | None = None
    """A challenge this answer has decided: conceded or left in the same breath as the next move."""
    open: Challenge | None = None
    outcome: str = ""
    push_text: str = ""
    """The bank's words of the challenge to raise, or to raise again."""
    written: bool = False
    """Whether the words it is against stand in the write-up and were not said here."""
    reason: str = ""
    """Why an answer could not be read."""
    question_left: float = 600.0
    round_left: float = 3600.0
    warn_question: bool = False
    warn_round: bool = False
    last: Line | None = None
    hint: str = ""
    known_facts: frozenset[str] = field(default_factory=frozenset)
    coding: str = ""
    """The whole move, where it is about code that was sent or is asked for."""

    @property
    def ask(self) -> str:
        """The question as it is asked."""
        if self.slot is not None and self.slot.own:
            return self.slot.own
        return self.question.ask if self.question else ""


def worded(move: Move, scene: Scene, voice: Voice) -> str:
    """The move as one piece of speech."""
    parts = [
        _verdict_on_challenge(scene, move, voice),
        scene.coding or _SAYINGS[move.kind](move, scene, voice),
        _clock(move, scene, voice),
    ]
    return " ".join(part for part in parts if part)


def _verdict_on_challenge(s: Scene, move: Move, voice: Voice) -> str:
    if s.closed is None or move.kind in ("repeat", "debrief") or s.closed.outcome is None:
        return ""
    if s.closed.outcome not in ("held", "adapted"):
        return voice.say("left")
    return voice.say("numbers_settled" if s.closed.arithmetic else s.closed.outcome)


def _clock(move: Move, s: Scene, voice: Voice) -> str:
    if move.kind in ("next", "reverse", "debrief", "ask"):
        return ""
    if s.warn_round:
        return voice.say("round_left", minutes=_minutes(s.round_left))
    if s.warn_question:
        return voice.say("time_left", minutes=_minutes(s.question_left))
    return ""


def _minutes(seconds: float) -> str:
    names = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    n = max(2, round(seconds / 60))
    return names[n - 2] if n <= 10 else str(n)


def _probe(move: Move, s: Scene, voice: Voice) -> str:
    quoted = clip(move.quote)
    if move.target.startswith("guess"):
        narrower = _probe_ask(move.target.removeprefix("guess:"), s)
        return voice.say("guess_from", ask=narrower) if narrower else voice.say("guess")
    if move.target.startswith(("part:", "walk:")):
        return voice.say(move.target.replace(":", "_"))
    if move.target.startswith("gap:"):
        gap = move.target.removeprefix("gap:")
        if gap == "ownership":
            return voice.say("gap_ownership", claim=quoted)
        return voice.say(f"gap_{gap}", claim=quoted) if quoted else voice.say("probe_more")
    if move.target == "more" or s.question is None:
        return voice.say("probe_more")
    lead = voice.say("probe_echo", claim=quoted) if quoted else voice.say("probe")
    return f"{lead} {_probe_ask(move.target, s)}"


def _probe_ask(point: str, s: Scene) -> str:
    return next((p.ask for p in s.question.probes if p.missing == point), "") if s.question else ""


def _push_back(move: Move, s: Scene, voice: Voice) -> str:
    quoted = clip(move.quote)
    if s.open is not None and move.target == s.open.id:  # the second push
        if s.outcome == "folded":
            return voice.say("folded", claim=quoted)
        if s.open.id.startswith(("changed-", "late-")):
            return voice.say("changed_again")
        if s.open.id.startswith("lift-"):
            return voice.say("lift_again")
        if s.open.arithmetic and not s.push_text:
            return voice.say("numbers_again", claim=quoted)
        return f"{voice.say('dodge_lead' if s.outcome == 'dodged' else 'again_lead')} {s.push_text}"
    if move.target == "numbers":
        return f"{voice.say('numbers_lead')} {move.why}"
    if move.target.startswith(("sum-", "lift-")):
        return f"{voice.say('numbers_lead')} {s.push_text}"
    if not quoted:
        return f"{voice.say('push_next' if s.closed else 'push_lead')} {s.push_text}"
    return f"{voice.say('quote_wrote' if s.written else 'quote_said', claim=quoted)} {s.push_text}"


def _hint(move: Move, s: Scene, voice: Voice) -> str:
    if move.target == "none" or not s.hint:
        return voice.say("hint_none" if s.question else "hint_own")
    note = voice.say("hint_taken_note") if s.coach else ""
    return " ".join(part for part in (voice.say("hint"), s.hint, note) if part)


def _clarify(move: Move, s: Scene, voice: Voice) -> str:
    if move.target == "unreadable":
        return voice.say("unreadable", reason=s.reason)
    return voice.say("clarify_question", ask=_waiting(s)) if s.ask else voice.say("clarify")


def _answer(move: Move, s: Scene, voice: Voice) -> str:
    if move.target == "reverse":
        return f"{voice.say('reverse_reply', topic='that')} {voice.say('reverse_more')}"
    if not move.target or s.question is None:
        return voice.say("fact_none")
    key = "fact_given" if move.target in s.known_facts else "fact"
    return voice.say(key, key=move.target, value=s.question.facts[move.target].rstrip("."))


def _redirect(move: Move, s: Scene, voice: Voice) -> str:
    if move.target == "rambling":
        return voice.say("rambling")
    return voice.say("steer" if move.target == "steer" else "off_topic", ask=_waiting(s))


def _waiting(s: Scene) -> str:
    """What still waits for an answer, in few words: the follow-up or the challenge, else the question."""
    follows = s.last is not None and s.last.move.kind in ("probe", "push_back", "harder", "reverse")
    return short_question(without_lead(s.last.text) if s.last and follows else s.ask)


def _repeat(_: Move, s: Scene, voice: Voice) -> str:
    again = s.last is not None and s.last.move.kind != "ask" and s.last.move.target != "none"
    return f"{voice.say('repeat')} {without_lead(s.last.text) if s.last and again else s.ask}"


def _harder(_: Move, s: Scene, voice: Voice) -> str:
    return f"{voice.say('harder')} {s.question.harder if s.question else ''}".strip()


def leaving(move: Move, s: Scene, voice: Voice) -> str:
    """What is said when a question is left: why, where it was not its natural end; and what became of a challenge."""
    key = {"wish": "skip", "out-of-time": "round_time_up" if s.round_left <= 0 else "time_up"}.get(move.rule, "")
    parts = [_verdict_on_challenge(s, move, voice), voice.say(key) if key and move.kind != "debrief" else ""]
    return " ".join(part for part in parts if part)


def asking(s: Scene, voice: Voice, *, first: bool, leave: str) -> str:
    """The next question, led into; a project is asked for by its name."""
    if s.slot is not None and s.slot.project:
        return " ".join(t for t in (leave, voice.say("walk_first" if first else "walk_next", title=s.slot.title)) if t)
    lead = voice.say("ask" if first else "ask_next") if not leave or first else ""
    return " ".join(part for part in (leave, lead, s.ask) if part)


def _said_by_its_node(_: Move, __: Scene, ___: Voice) -> str:
    raise AssertionError("asked, reversed and closed by nodes of their own")


_SAYINGS = {
    "probe": _probe,
    "push_back": _push_back,
    "hint": _hint,
    "clarify": _clarify,
    "answer": _answer,
    "redirect": _redirect,
    "repeat": _repeat,
    "harder": _harder,
    "ask": _said_by_its_node,
    "next": _said_by_its_node,
    "reverse": _said_by_its_node,
    "debrief": _said_by_its_node,
}
