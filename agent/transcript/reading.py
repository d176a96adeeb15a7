"""The transcript of an interview that took place elsewhere, as questions and answers.

Quotes are checked against these answers: what is joined or left out here can never be quoted afterwards.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.errors import TranscriptError
from agent.state import Record
from agent.transcript.captions import captions, voiced
from agent.transcript.labels import from_the_start, labelled, prose, role
from agent.transcript.text import Said, decode

UNSURE = 0.7
"""Below this confidence the candidate is asked for, not guessed."""
_NOD = frozenset(
    """mm mmm hm hmm mhm mmhm mmhmm uh uhhuh huh ah oh right okay ok okey kay yeah yep yes yup sure great cool good nice fine
    perfect awesome alright interesting exactly correct true understood gotcha wow i see got it makes sense that all go on
    fair enough please continue 嗯 好 好的 对 是 是的 明白""".split()
)
_SMALL_TALK = re.compile(
    r"\b(hi|hello|hey|good (morning|afternoon|evening)|how are you( doing)?|how's it going|(nice|great|good) to meet you|"
    r"thanks? (you )?(so much )?for \w+|can you (hear|see) me( okay| well)?|(how was )?(your|the) (weekend|weather|day|trip)|"
    r"is now (still )?a good time|where are you (calling|joining)( from)?|(do you )?mind if (i|we) record( this)?|"
    r"(are you )?ready( to start)?|shall we|any questions before we (start|begin)|today)\b|你好|您好",
    re.IGNORECASE,
)
_TELL = re.compile(
    r"\b(tell (me|us)|walk (me|us)|describe|explain|design|talk (me|us|about)|give (me|us)|implement|compare|imagine|suppose)\b"
    r"|介绍|说说|讲讲|解释|设计",
    re.IGNORECASE,
)


class Exchange(Record):
    """What the interviewer asked and what the candidate answered. `talk`: small talk before the first question."""

    question: str
    answer: str
    at_seconds: float | None = None
    """When the question was begun, where the transcript says."""
    line: int
    """Where it stands in the file, from 1."""
    talk: bool = False


class Transcript(Record):
    """Who spoke, who of them is the candidate, and the exchanges between the candidate and all the others."""

    speakers: tuple[str, ...]
    candidate: str
    sure: bool
    """Whether the candidate was named, by the caller or by a label; else it was guessed."""
    confidence: float
    exchanges: tuple[Exchange, ...]
    left_out: tuple[str, ...] = ()
    """What of the file is in no exchange, or was read otherwise than it stands."""


@dataclass
class _Part:
    """What one side said until the other spoke."""

    theirs: bool
    line: int
    at: float | None
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def read_transcript(data: bytes, name: str, candidate: str | None = None) -> Transcript:
    """The exchanges of a transcript; TranscriptError says what is missing, and which speakers there are."""
    notes: list[str] = []
    said = [turn for turn in _spoken(data, name, notes) if turn.text]
    speakers = tuple(dict.fromkeys(turn.speaker for turn in said))
    if len(speakers) < 2:
        only = f"only one speaker, {speakers[0]}" if speakers else "no words"
        raise TranscriptError(f"{name} holds {only}; an interview has two. Label the turns, as in `Interviewer: …`.")
    who, confidence, sure = _candidate(said, speakers, candidate, name)
    exchanges = _exchanges(_sides(said, who, notes), notes)
    if not exchanges:
        raise TranscriptError(f"{who} answers nothing in {name}. Name another speaker: {_named(speakers)}")
    return Transcript(
        speakers=speakers, candidate=who, sure=sure, confidence=confidence, exchanges=exchanges, left_out=tuple(notes)
    )


def _spoken(data: bytes, name: str, notes: list[str]) -> list[Said]:
    """The turns as they stand in the file; what was left out goes to `notes`."""
    rows = decode(data, name, notes).split("\n")
    lines = captions(rows, notes)
    if lines is None:
        return from_the_start(labelled(prose(rows, name, notes), name, notes))
    return voiced(lines) if any(line.voice for line in lines) else labelled(lines, name, notes)


def _named(speakers: Sequence[str]) -> str:
    shown = ", ".join(speakers[:12]) + (f" and {len(speakers) - 12} more" if len(speakers) > 12 else "")
    return f"--candidate NAME, one of {shown}."


def _candidate(said: list[Said], speakers: tuple[str, ...], asked: str | None, name: str) -> tuple[str, float, bool]:
    """The candidate, how far that can be trusted, and whether it was named."""
    if asked is not None:
        return _by_name(asked, speakers, name), 1.0, True
    roles = {speaker: role(speaker) for speaker in speakers}
    if "Q" in speakers and "A" in speakers:
        roles["A"] = "candidate"
    named = [s for s in speakers if roles[s] == "candidate"]
    left = [s for s in speakers if not roles[s]]
    if len(named) == 1:
        return named[0], 1.0, True
    if not named and len(left) == 1:
        return left[0], 1.0, True
    who, confidence = _by_talk(said, named or left or list(speakers))
    if confidence < UNSURE:
        raise TranscriptError(
            f"Cannot tell who the candidate is in {name} (best guess {who}, confidence {confidence:.2f}). "
            f"Say who: {_named(speakers)}"
        )
    return who, confidence, False


def _by_name(asked: str, speakers: tuple[str, ...], name: str) -> str:
    wanted = asked.strip().casefold()
    same = [s for s in speakers if s.casefold() == wanted]
    part = [s for s in speakers if wanted and wanted in re.findall(r"[^\W_]+", s.casefold())]
    if same or len(part) == 1:
        return (same or part)[0]
    near = difflib.get_close_matches(asked, speakers, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise TranscriptError(f"No single speaker of {name} is called {asked!r}.{hint} Use {_named(speakers)}")


def _by_talk(said: list[Said], able: list[str]) -> tuple[str, float]:
    """The one who talks more and asks less. The confidence is the mean of both shares, .5 when they disagree."""
    words = dict.fromkeys(able, 0)
    asks = dict.fromkeys(able, 0)
    for turn in said:
        if turn.speaker in words:
            words[turn.speaker] += _length(turn.text)
            asks[turn.speaker] += sum(turn.text.count(mark) for mark in "?？")
    # Questions in a hundred words: an interviewer who talks little asks much.
    rate = {s: (asks[s] + 0.5) / (words[s] + 50) for s in able}
    first, *others = sorted(able, key=lambda s: -words[s])
    if not others:
        return first, 1.0
    second = others[0]
    talks = words[first] / max(1, words[first] + words[second])
    answers = rate[second] / (rate[first] + rate[second])
    return first, (talks + answers) / 2 if answers > 0.5 else 0.5


def _length(text: str) -> int:
    """Words; a Chinese character counts as one."""
    return len(re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text))


def _sides(said: list[Said], who: str, notes: list[str]) -> list[_Part]:
    """Turns by side: consecutive ones joined, and a "mm-hm" taken out of the answer it was said into."""
    parts: list[_Part] = []
    nods = 0
    for i, turn in enumerate(said):
        theirs = turn.speaker != who
        inside = bool(parts) and not parts[-1].theirs and i + 1 < len(said) and said[i + 1].speaker == who
        if theirs and inside and _is_nod(turn.text) and not parts[-1].text.endswith(("?", "？")):
            nods += 1
            continue
        if not parts or parts[-1].theirs != theirs:
            parts.append(_Part(theirs, turn.line, turn.at))
        parts[-1].texts.append(turn.text)
    if nods:
        notes.append(f"times the interviewer only nodded (mm-hm, right) inside an answer: {nods}")
    return parts


def _is_nod(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text[:60].casefold().replace("-", "").replace("'", ""))
    return bool(words) and len(text) < 60 and len(words) <= 5 and all(word in _NOD for word in words)


def _exchanges(parts: list[_Part], notes: list[str]) -> tuple[Exchange, ...]:
    out: list[tuple[_Part, list[str], list[str]]] = []
    asked: _Part | None = None
    for part in parts:
        if part.theirs:
            asked = part
        elif out and asked and _clarifies(asked.text, out[-1][2]):
            out[-1][1].append(asked.text)
            out[-1][2].append(part.text)
            asked = None
        else:
            out.append((asked or part, [asked.text] if asked else [], [part.text]))
            asked = None
    if asked and out:
        notes.append(f"the interviewer's last words, from line {asked.line} on, had no answer")
    small = _small_talk([(" ".join(questions), " ".join(answers)) for _, questions, answers in out])
    return tuple(
        Exchange(
            question="\n".join(questions),
            answer="\n".join(answers),
            at_seconds=start.at,
            line=start.line,
            talk=i < small,
        )
        for i, (start, questions, answers) in enumerate(out)
    )


def _clarifies(told: str, answers: list[str]) -> bool:
    """Whether the interviewer only told what the candidate had asked: the question asked before is still the question."""
    last = answers[-1]
    return last.endswith(("?", "？")) and _length(last) <= 40 and "?" not in told and "？" not in told


def _small_talk(rows: list[tuple[str, str]]) -> int:
    """How many exchanges at the start are small talk: briefly answered, and nothing was asked beside it."""
    for i, (question, answer) in enumerate(rows):
        if _length(answer) > 40 or any(_asks(s) for s in re.split(r"(?<=[.!?。？！])\s*", question)):
            return i
    return 0


def _asks(sentence: str) -> bool:
    """Whether more is asked than how the weather is."""
    rest = _SMALL_TALK.sub("", sentence)
    return bool(_TELL.search(rest)) or (sentence.endswith(("?", "？")) and _length(rest) >= 4)
