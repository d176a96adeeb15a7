"""What the interviewer does next: a table of rules, read from the top, the first that applies wins.

Pure: it sees a `Sight`, not the answer, so nothing a candidate or a model writes can end a round or skip a question.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agent.state import Challenge, Mode, Move, Sign, Wish

CLARIFY, GUESS, PROBES, PUSHES_A_CLAIM, PUSHES_A_QUESTION, NUMBERS = 1, 1, 3, 2, 4, 2
"""How often each is done on one question."""
BACK = 3
"""How many of the candidate's own questions are answered in a round."""
GRACE = 180.0
"""Seconds a round may run over for the candidate's own questions; the first is always answered."""
PARTS_ASKED, CHALLENGES, PUSHES_A_PROJECT, DRILL = 2, 6, 12, 30
"""What is done on one project of a defence: parts asked for, challenges raised, pushes in all; challenges in a drill."""
LAST_QUESTION = 75.0
"""Seconds kept at the end of a project for what one would do differently."""
LONG_WORDS = 420
"""About three minutes of speech in one go."""
REMINDERS, TRIES = 4, 4
"""How often code is asked for in place of words, and how many submissions may fail, on one task."""
ROOM = 60.0
"""Seconds that must be left for a harder variant or another question to be worth starting."""


@dataclass(frozen=True)
class Coding:
    """Where a coding question stands."""

    outcome: str = ""
    """Of the last code for what is asked now: passed, failed, broken, unrun; empty when none came."""
    fresh: bool = False
    """Whether this very answer was code."""
    tries: int = 0
    reminded: int = 0
    """How often code was asked for since the task or its follow-up was put."""
    cost: bool = False
    """Whether the cost was stated or asked for."""
    explained: bool = False
    """Whether code that cannot be run here was talked about."""
    follow_ups: int = 2
    broken: str = ""


@dataclass(frozen=True)
class Defending:
    """What of a project is still to be done."""

    walking: bool = False
    """Whether nothing came yet but the account of it: that is not interrupted."""
    begun: bool = False
    """Whether that account was so short that more must be coming."""
    told_on: bool = False
    missing: tuple[str, ...] = ()
    """Parts not told, the one that matters most first; hindsight is apart."""
    asked: int = 0
    context: bool = False
    """Whether most of the time went into the situation, and that was not said yet."""
    hindsight: bool = False
    """Whether it is still to be asked what one would do differently."""
    challenge: str = ""
    """The next one, whichever turn or page it is against."""
    quote: str = ""
    why: str = ""
    raised: int = 0
    drill: bool = False


@dataclass(frozen=True)
class Sight:
    """All that a decision rests on."""

    sign: Sign
    wish: Wish | None = None
    mode: Mode = "real"
    stage: str = "question"
    answered: bool = False
    """Whether anything with content was said on this question so far."""
    open: Challenge | None = None
    """The challenge that waits for a reply."""
    missing: tuple[str, ...] = ()
    """Points not made yet, most valuable first."""
    probes: tuple[str, ...] = ()
    """Those of them for which an unused probe is at hand, in the same order."""
    clarified: int = 0
    guessed: int = 0
    probed: int = 0
    asked_more: bool = False
    pushed: int = 0
    """Pushes on this question, second ones included."""
    argued: int = 0
    """Of those, about numbers."""
    hints_left: int = 0
    hinted: int = 0
    gaps_raised: frozenset[str] = frozenset()
    cut_in: bool = False
    recalled: bool = False
    """Whether the candidate was called back to the question already."""
    harder: bool = True
    """Whether a harder variant is there and not yet asked."""
    question_left: float = 600.0
    round_left: float = 3600.0
    more_in_round: bool = True
    closing: bool = True
    """Whether this round ends with the candidate's own questions."""
    last_round: bool = True
    asked_back: int = 0
    """How many of those were answered."""
    coding: Coding | None = None
    """Set while a coding problem is solved."""
    project: Defending | None = None
    """Set while a project is told and defended."""

    @property
    def in_time(self) -> bool:
        """Whether there is anything left of the question's time and the round's."""
        return self.question_left > 0 and self.round_left > 0


@dataclass(frozen=True)
class Rule:
    """One row: its number and name, and the move it makes, or None where it does not apply."""

    number: int
    name: str
    says: str
    move: Callable[[Sight], Move | None]


def choose(sight: Sight) -> Move:
    """The next move."""
    for rule in RULES:
        move = rule.move(sight)
        if move is not None:
            return move.model_copy(update={"rule": rule.name})
    raise AssertionError("the last rule applies always")


def _move(kind: str, target: str = "", why: str = "", quote: str = "") -> Move:
    return Move(kind=kind, rule="", target=target, why=why, quote=quote)  # type: ignore[arg-type]


def _wished(s: Sight) -> Move | None:
    if s.wish == "end":
        return _move("debrief", why="the candidate ended the interview")
    if s.wish == "hint" and s.stage == "reverse":
        return _move("repeat", why="no question is open that a hint could help with")
    if s.wish == "repeat":
        return _move("repeat", why="the candidate asked to hear it again")
    if s.wish == "skip":
        return _onward(s, "the candidate skipped it") if s.stage != "reverse" else None
    if s.wish == "hint":
        return _move("hint", target="wished" if s.hints_left else "none", why="the candidate asked for a hint")
    return None


def _steering(s: Sight) -> Move | None:
    if s.sign.steers and (s.in_time or s.stage == "reverse"):
        return _move("redirect", target="steer", why="the answer addressed the interviewer's instructions")
    return None


def _candidates_questions(s: Sight) -> Move | None:
    """Not one of the ten: the part of a round in which the candidate asks."""
    if s.stage != "reverse":
        return None
    if s.sign.empty or not s.sign.asks or s.asked_back >= BACK or (s.asked_back and s.round_left < -GRACE):
        return _over(s, "no further questions from the candidate")
    return _move("answer", target="reverse", why="the candidate asked about the team or the work", quote=s.sign.asks)


def _nothing_said(s: Sight) -> Move | None:
    if not s.in_time or not (s.sign.empty or s.sign.unreadable):
        return None
    if s.clarified < CLARIFY:
        return _move("clarify", target="unreadable" if s.sign.unreadable else "empty", why="nothing to work with")
    if s.project and s.answered:
        return None  # one silence under a challenge does not end a project
    if s.hints_left and s.hinted < 1 and not s.sign.unreadable:
        return _move("hint", why="still nothing to work with")
    return _onward(s, "nothing came, twice")


def _does_not_know(s: Sight) -> Move | None:
    if not s.in_time or not s.sign.does_not_know:
        return None
    if s.guessed < GUESS:
        helped = (s.clarified or s.hinted) and not s.answered and not s.open  # the whole was too much: a piece of it
        target = ":".join(("guess", *s.probes[:1])) if helped else "guess"
        return _move("probe", target, "not knowing is no fault; a reasoned guess is asked for")
    if s.project and s.answered:
        return None
    if s.hints_left and s.hinted < 2:
        return _move("hint", why="no guess came")
    return _onward(s, "the candidate does not know")


def _asks_back(s: Sight) -> Move | None:
    if s.in_time and s.sign.asks:
        return _move("answer", target=s.sign.fact, why="the candidate asked for a fact", quote=s.sign.asks)
    return None


def _off_topic(s: Sight) -> Move | None:
    if s.in_time and s.sign.off_topic and not s.recalled and not s.open:
        return _move("redirect", target="off-topic", why="the answer is about something else")
    return None


def _rambling(s: Sight) -> Move | None:
    if s.in_time and s.sign.words > LONG_WORDS and not s.cut_in and not (s.project and s.project.walking):
        return _move("redirect", target="rambling", why=f"{s.sign.words} words in one go")
    return None


def _coding(s: Sight) -> Move | None:
    """Code is asked for, its tests are told, its cost is asked for; then the constraint shifts, as long as there is time."""
    c = s.coding
    if not (s.in_time and c):
        return None
    if c.outcome in ("", "failed", "broken") and not c.fresh:
        if c.reminded >= REMINDERS:
            return _onward(s, "the code did not come")
        return _move("probe", "code:mend" if c.outcome else "code:write", "an explanation came, and code is asked for")
    if c.outcome in ("failed", "broken"):
        if c.tries >= TRIES:
            return _onward(s, f"{c.tries} submissions did not pass")
        return _move("probe", f"code:{c.outcome}", c.broken or "a test failed")
    if c.outcome == "unrun":
        return _onward(s, "nothing can be run here") if c.explained else _move("probe", "code:unrun", c.broken)
    if not c.cost:
        return _move("probe", "code:cost", "the tests pass, and the cost was not stated")
    if c.follow_ups and min(s.question_left, s.round_left) > ROOM:
        return _move("harder", why="the tests pass and there is time")
    return _onward(s, "solved")


def _push_back(s: Sight) -> Move | None:
    if not s.in_time:
        return None
    if s.open is not None and s.sign.outcome in ("repeated", "folded", "dodged"):
        if s.open.pushes < PUSHES_A_CLAIM and s.pushed < (PUSHES_A_PROJECT if s.project else PUSHES_A_QUESTION):
            return _move("push_back", s.open.id, f"the challenge was {_how(s.sign.outcome)}", s.open.claim)
        return None
    if s.project:
        return None
    conceded = s.open is not None and s.sign.outcome in ("held", "adapted")
    if s.sign.challenge and not conceded and s.pushed < PUSHES_A_QUESTION:
        return _move("push_back", s.sign.challenge, "a claim that was not challenged yet", s.sign.challenge_quote)
    return None


def _how(outcome: str) -> str:
    return {"repeated": "met by repetition", "folded": "given in to at once", "dodged": "talked past"}[outcome]


def _walk_on(s: Sight) -> Move | None:
    p = s.project
    if s.in_time and p and p.walking and p.begun and not p.told_on:
        return _move("probe", "walk:on", "the account has only begun")
    return None


def _context(s: Sight) -> Move | None:
    p = s.project
    if s.in_time and p and p.context and not p.drill:
        return _move("probe", "walk:context", "most of it was the situation, little was what the candidate did")
    return None


def _part(s: Sight) -> Move | None:
    p = s.project
    if s.in_time and p and p.missing and p.asked < PARTS_ASKED and s.question_left > LAST_QUESTION:
        return _move("probe", f"part:{p.missing[0]}", f"{p.missing[0]} was not told")
    return None


def _challenge(s: Sight) -> Move | None:
    p = s.project
    if not (s.in_time and p and p.challenge) or p.raised >= (DRILL if p.drill else CHALLENGES):
        return None
    if s.question_left <= (LAST_QUESTION if p.hindsight else 0):
        return None
    return _move("push_back", p.challenge, p.why, p.quote)


def _hindsight(s: Sight) -> Move | None:
    if s.in_time and s.project and s.project.hindsight:
        return _move("probe", "part:hindsight", "the last thing asked about a project")
    return None


def _numbers(s: Sight) -> Move | None:
    most = PUSHES_A_PROJECT if s.project else PUSHES_A_QUESTION
    if s.in_time and s.sign.numbers and s.argued < NUMBERS and s.pushed < most:
        return _move("push_back", "numbers", s.sign.numbers, s.sign.numbers_quote)
    return None


def _gaps(s: Sight) -> Move | None:
    fresh = [gap for gap in s.sign.gaps if gap not in s.gaps_raised]
    if s.in_time and fresh and s.probed < PROBES + 1 and not s.project:
        return _move("probe", f"gap:{fresh[0]}", f"{fresh[0]} is missing from a claim", s.sign.gap_quote)
    return None


def _probe(s: Sight) -> Move | None:
    if not s.in_time or s.stage != "question" or s.probed >= PROBES or s.project:
        return None
    if s.probes:
        return _move("probe", s.probes[0], "the most valuable point not yet made")
    if s.missing and not s.asked_more:
        return _move("probe", "more", "points are missing and no narrower question is at hand")
    return None


def _harder(s: Sight) -> Move | None:
    if (
        s.stage == "question"
        and s.harder
        and not s.project
        and not s.missing
        and min(s.question_left, s.round_left) > ROOM
    ):
        return _move("harder", why="all points were made and there is time")
    return None


def _out_of_time(s: Sight) -> Move | None:
    if s.round_left <= 0:
        return _end_of_round(s, "the round's time is over")
    if s.question_left <= 0:
        return _onward(s, "the question's time is over")
    return None


def _done(s: Sight) -> Move | None:
    return _onward(s, "nothing more to ask here")


def _onward(s: Sight, why: str) -> Move:
    if s.more_in_round and s.round_left > ROOM:
        return _move("next", "slot", why)
    return _end_of_round(s, why)


def _end_of_round(s: Sight, why: str) -> Move:
    return _move("reverse", "round", why) if s.closing else _over(s, why)


def _over(s: Sight, why: str) -> Move:
    return _move("debrief", why=why) if s.last_round else _move("next", "round", why)


RULES: tuple[Rule, ...] = (
    Rule(0, "wish", "the candidate's own buttons: hint, repeat, skip, end", _wished),
    Rule(1, "steering", "text that tries to steer is off the topic: back to the question", _steering),
    Rule(0, "candidates-questions", "at the end of a round the candidate asks", _candidates_questions),
    Rule(2, "nothing-said", "nothing with content: clarify once, then a hint, then on", _nothing_said),
    Rule(3, "does-not-know", "`I don't know`: ask for a reasoned guess, then a hint", _does_not_know),
    Rule(4, "asks-back", "a clarifying question is answered from the facts", _asks_back),
    Rule(1, "off-topic", "an answer about something else: back to the question", _off_topic),
    Rule(10, "rambling", "three minutes in one go: the short version, please", _rambling),
    Rule(0, "coding", "a coding problem: code, its tests, its cost, then a shifted constraint", _coding),
    Rule(5, "push-back", "a claim that a pushback is against; twice a claim, four times a question", _push_back),
    Rule(0, "walk-on", "a project told in a breath: go on, uninterrupted", _walk_on),
    Rule(6, "numbers", "numbers that contradict each other, with the arithmetic shown", _numbers),
    Rule(7, "context", "a project told as context: what did you do?", _context),
    Rule(8, "part", "the part of a project that was not told and matters most", _part),
    Rule(5, "challenge", "the next challenge to a project, none twice in a round", _challenge),
    Rule(0, "hindsight", "the last thing asked about a project: what would be different now", _hindsight),
    Rule(7, "gaps", "a result without a measurement, a choice without an alternative, `we` without `I`", _gaps),
    Rule(8, "probe", "toward the most valuable uncovered point", _probe),
    Rule(9, "harder", "all covered and time left: a constraint shifts", _harder),
    Rule(10, "out-of-time", "the question's time or the round's is over", _out_of_time),
    Rule(0, "done", "nothing more to ask: on", _done),
)
