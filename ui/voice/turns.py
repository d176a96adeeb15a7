"""Has the candidate finished? Not a clock but a question of what was said and how it ended.

A turn that is cut off costs a thought; one that is taken a second late costs a second. So doubt always waits.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from ui.voice.audio import RATE, Sound
from ui.voice.ending import NEUTRAL, fitted
from ui.voice.weights import SMART_TURN, checked

LOOK = 0.13
"""Seconds of silence after which the end is looked for; the words are then on their way."""
WHOLE, LIKELY, DOUBTFUL, OPEN, HELD = 0.7, 1.2, 2.8, 7.0, 45.0
"""Seconds of silence that end a turn, by how finished it sounds and reads."""
SURE, FAIR = 0.85, 0.5
"""Chances from Smart Turn, from which an ending counts as finished or as likely so."""
FILLERS = frozenset("um uh er erm hmm hm mm uhm ah eh mhm".split())
_HOLD = re.compile(
    r"\b(?:(?:(?:give|gimme)(?: me)?|(?:i|i'll|i'd|can i|could i|may i|let me)(?: just)? (?:need|want|take|have|like)(?: to (?:take|have))?) (?:just )?(?:a|one|another|some)(?: more| little| few| couple)?(?: of)? "
    r"(?:moment|minute|second|sec|bit|time)s?(?: here| please)?(?: to \w+(?: \w+){0,5})?|"
    r"let me (?:just )?(?:think|try|look|check|see|recall|remember|work|figure|gather|do the math|count)\b(?:[ ,]+[\w']+){0,8}|"
    r"(?:hold|hang) on(?: a (?:second|sec|moment|minute))?|bear with me|one (?:moment|second|sec|minute)(?: please)?|just a (?:moment|second|sec|minute)|(?:(?:no|actually|sorry|oh) )?wait|"
    r"(?:i'm|i am) (?:still )?thinking|thinking out loud|where was i|how (?:do|should|can) i (?:put|say) (?:it|this))\W*$",
    re.IGNORECASE,
)
_OPEN_ENDS = frozenset(
    """a an the and or but so because since although though while if when where which who whose that than then as at by for from in into of
    on onto to with without via per between among over under about after before during until unless like is are was were be been being
    am do does did have has had can could will would shall should may might must i we you they he she it's i'd i'll we'd we'll i'm we're
    my our your their its his her this these those some any every each no not very really quite just also maybe perhaps basically
    actually well firstly secondly plus versus minus either neither both whether how what why let's say i've we've
    there's that's it'd they'd gonna roughly approximately nearly almost probably usually mostly takes took taken gives gave given means meant
    needs requires required includes included contains becomes became called equals against towards toward upon within despite among beyond beside more less rather such other another one-half using given except including namely""".split()
)  # fmt: skip
_MAY_END = frozenset(
    "this it so then though first these those there more less not do does did have well both other".split()
)
"""Words of the list above that also end sentences; with an ending that sounds finished, they do."""
_ENDS_SO = re.compile(
    r"\b(?:what|how|where|who|which|when|whether|if|as|than|yes|yeah|no|so)\b[^.!?]*\b(?:it|this|that|they|he|she|there|these|those|we|you|i)(?: really| still| all)? (?:is|are|was|were|am)\W*$|\b(?:what|how)\b[^.!?]*\b(?:look|feel|seem|sound)s?(?:ed)? like\W*$|"
    r"\b(?:like|of|do|did|does|done|doing|for|with|about|after|before|from|than|on|at|to|in|by|without|around|beyond|trust|fix|fixed|use|used|change|changed|measure|measured|check|checked|see|saw|drop|dropped|all) that\W*$",
    re.IGNORECASE,
)
"""`how it is`, `after that`, `what it looks like`: what else ends on these words has only begun, however it sounds."""
_BEGUN = frozenset("is are was were am that like".split())
_PREFACE = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:so|and|but|well|okay|ok|um|uh|yeah|yes|no|now|actually|again)\W+)*(?:as far as (?:i|we) (?:\w+)(?: tell| say)?|to be (?:honest|fair|clear|precise|exact)|in (?:my|our) (?:experience|opinion|view|case|team)|"
    r"in (?:hindsight|general|practice|theory|principle|other words|the end|that case|fact|short)|looking back|if (?:i|we) (?:had|have) to (?:choose|guess|pick|say)|if you ask me|from what (?:i|we) (?:\w+)|the way (?:i|we) (?:see|saw) (?:it|this)|"
    r"off the top of my head|the (?:thing|point|question|trick|problem|catch|idea|truth|answer) is|long story short|at the end of the day|for the most part|most of the time|on (?:the )?(?:one|other) (?:hand|side)|"
    r"(?:after|because of|apart from|besides|before) (?:that|this|a while)|at (?:first|that point|some point)|then again|in the beginning|back then|one more thing|"
    r"(?:i|we) (?:can|could|will|would|want to|have)(?: \w+)? (?:give|show|tell|walk|take|explain|add|mention)(?: \w+){0,5}|(?:i'll|let me) (?:just )?(?:give|show|tell|walk|take|explain|start|begin|add|put|rephrase|go back)(?: \w+){0,6}|"
    r"here(?:'s| is) (?:how|why|what|the)(?: [\w']+){0,4}|(?:that|it)(?:'s| is) an? (?:really |very )?(?:good|great|fair|tough|hard|interesting|tricky|subtle|classic) (?:question|point|one|trade-?off|case)|(?:there (?:are|were|is|was)|there's|(?:i|we) (?:had|have|see|saw|considered|compared|tried)) (?:basically |really |maybe )?(?:two|three|four|five|several|a few|a couple of|one|another)(?: \w+){1,3})\W*$",
    re.IGNORECASE,
)
"""A whole sentence that is said before something: the candidate has not come to it yet."""
_SUBJECT = re.compile(r"\b(?:so|because|since|although|while|when|if|where|which|whether|until|unless|once)(?: that)? (?:the|our|my|their|its|his|her|this|these|those|an?) \w+\W*$", re.IGNORECASE)  # fmt: skip
"""A clause that has its subject and nothing else."""
_ASIDE = re.compile(
    r"(?<=\w)[.,;:!?…-]+ (?:i don't know|i think|i guess|i believe|i mean|i suppose|you know|let's say|what was it|what is it|sorry|if i remember(?: \w+)?)\W*$",
    re.IGNORECASE,
)
"""`with an expiry of, I don't know,`: what it stands in goes on after it."""
_OPENERS = frozenset("okay ok right well so now yeah sure alright oh first second next then again also finally".split())
STRANDED = -0.6
"""Log-odds from which a sentence may end on a small word: `a number that nobody cares about`."""
FEW = 3
"""An answer of so few words is waited for as one that sounds unfinished: a person would hope for more."""
ASKED = 1.0
"""How much less finished than other words a question may read: its form speaks for it."""
_AGREES = re.compile(r"\b(?:think|hope|believe|guess|say|do|did|is|even|why) so\W*$", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:^|[.!?,]\s+)(?:(?:so|and|okay|ok|sorry|wait|um|uh|but|well)\W+)*(?:(?:what|which|who|whose|when|where|why|how)(?:'s|'re)?\b(?!\s+(?:i|we|you|they|he|she|it)\b)(?:\s+\w+){0,2}?\s+(?:is|are|was|were|do|does|did|can|could|"
    r"would|should|will|has|have|many|much|often|long|far)\b|(?:is|are|was|were|do|does|did|can|could|may|should|shall|would|will|have|has|am) (?:i|you|we|they|he|she|it|the|this|that|there|these|those|your|my)\b)[^.!?]*\?\s*$",
    re.IGNORECASE,
)
"""A question by its form: the ears write a question mark wherever a voice stays up."""
_THREAD = re.compile(
    r"(?:\b(?:the|my|our|one|two|three|a few|several|couple of) (?:first|second|third|next|main|other|last)?\s*(?:thing|reason|point|step|option|problem|part|way|thing i'd|approach)s?(?: (?:is|are|here|would be))?"
    r"(?: (?:i|we)(?:'d| would|'ll| will|)(?: \w+){1,2})?|"
    r"\b(?:is|was|are|say|says|said|thought|means|meant|know|believe|found|such|so|would have) that|"
    r"\b(?:for example|for instance|such as|in other words|that is|which means|on (?:the )?one hand|in terms of|kind of|sort of|you know|i mean|(?<!, )i (?:think|guess)|(?<!, )i'd say|i would say|as well as|so that|in order))\W*$",
    re.IGNORECASE,
)


_CLAUSE_ALONE = re.compile(
    r"(?:(?:^|[.!?]\s+)(?:(?:so|and|but|well|okay|um|uh|yeah)\W+)*(?:when|whenever|if|once|as soon as)|^\W*(?:as long as|although|even though|while|unless|until|before|after))\b[^,;:.!?]*[.!?]?\s*$",
    re.IGNORECASE,
)
"""A clause that waits for its main clause: the ears would have set a comma between the two."""


WEIGHED = ("sounds and reads finished", "sounds and reads unfinished", "may be finished")
"""The rules by which reading and sound decide, where no word does."""


class EndModel(Protocol):
    """How likely it sounds that a turn has ended here."""

    def chance(self, sound: Sound) -> float: ...


@dataclass(frozen=True)
class Patience:
    """How much silence ends a turn, and which rule said so."""

    seconds: float
    rule: str


def patience(text: str, chance: float, odds: float = NEUTRAL) -> Patience:
    """The silence to wait for after these words, which sounded finished with this chance and read so with these odds."""
    words = re.findall(r"[\w'’-]+", text.lower().replace("’", "'"))
    if not words:
        return Patience(DOUBTFUL, "nothing understood yet")
    if _HOLD.search(text):
        return Patience(HELD, "asked for a moment")
    aside = _ASIDE.search(text)
    if aside and unfinished(text[: aside.start()].split()[-1]):
        return Patience(OPEN, "an aside in the middle")
    last = words[-1]
    if len(words) <= 2 and all(w in _OPEN_ENDS | _OPENERS or w in FILLERS for w in words):
        return Patience(OPEN, "only a beginning")
    if last in FILLERS:
        return Patience(OPEN, "trails off")
    if last in _BEGUN and not _ENDS_SO.search(text):
        return Patience(OPEN, f"ends on {last!r}")
    weighing = fitted()[2]
    whole = weighing.of(odds, chance)
    if _QUESTION.search(text):
        if whole < weighing.open - ASKED:
            return Patience(OPEN, "a question that has only begun")
        return Patience(WHOLE if chance >= FAIR else LIKELY, "a question")
    if last in _OPEN_ENDS - _BEGUN - _MAY_END:
        return Patience(DOUBTFUL if odds > STRANDED else OPEN, f"ends on {last!r}")
    if last in _MAY_END and chance < SURE and not _AGREES.search(text):
        return Patience(DOUBTFUL, f"ends on {last!r}")
    if _THREAD.search(text) or _PREFACE.search(text) or _SUBJECT.search(text):
        return Patience(OPEN, "announces more")
    if text.rstrip().endswith(("...", "…", "-", "–", "—")):
        return Patience(DOUBTFUL if chance >= SURE and whole >= weighing.open else OPEN, "trails off")
    if len(words) <= FEW:
        return Patience(DOUBTFUL if whole >= weighing.open else OPEN, "hardly begun")
    if _CLAUSE_ALONE.search(text):
        return Patience(OPEN, "a clause before its main clause")
    if whole >= weighing.finished:
        return Patience(WHOLE, WEIGHED[0])
    if whole < weighing.open or (text.rstrip().endswith(",") and chance < FAIR):
        return Patience(OPEN, WEIGHED[1])
    return Patience(DOUBTFUL, WEIGHED[2])


def unfinished(word: str) -> bool:
    """Whether no sentence ends on this word."""
    plain = re.sub(r"[^\w']", "", word.lower().replace("’", "'"))
    return plain in FILLERS or (plain in _OPEN_ENDS and plain not in _MAY_END)


class SmartTurn:
    """Smart Turn v3.2: from the melody of the last eight seconds, whether the speaker is done."""

    SECONDS = 8

    def __init__(self, path: Path | None = None) -> None:
        import onnxruntime as ort
        from faster_whisper.feature_extractor import FeatureExtractor

        options = ort.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(path or checked(SMART_TURN)), options, providers=["CPUExecutionProvider"])  # fmt: skip
        self._features = FeatureExtractor(feature_size=80)

    def chance(self, sound: Sound) -> float:
        """From 0 to 1."""
        size = self.SECONDS * RATE
        last = np.pad(sound[-size:], (max(0, size - len(sound)), 0)).astype(np.float32)
        last = (last - last.mean()) / np.sqrt(last.var() + 1e-7)
        features = self._features(last, padding=0)[:, : self.SECONDS * 100]
        said = self._session.run(None, {"input_features": features[None].astype(np.float32)})[0]
        return float(np.asarray(said).reshape(-1)[0])
