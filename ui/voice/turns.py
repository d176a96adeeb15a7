"""Has the candidate finished? Not a clock but a question of what was said and how it ended.

A turn that is cut off costs a thought; one that is taken a second late costs a second. So doubt always waits.
"""

import re
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Protocol

import numpy as np

from ui.voice.audio import RATE, Sound
from ui.voice.ending import weighing
from ui.voice.small_words import is_filler, unfinished
from ui.voice.weights import SMART_TURN, checked

LOOK = 0.13
"""Seconds of silence after which the end is looked for; the words are then on their way."""
WHOLE, LIKELY, DOUBTFUL, OPEN, HELD = 0.7, 1.2, 2.9, 7.0, 45.0
"""Seconds of silence that end a turn, by how finished it sounds and reads."""
SOONEST, LATEST = 2.0, 6.0
"""Seconds of silence after which the reply may come, where the end is sure and where it is in doubt: who goes on within them was never
interrupted, for nothing was shown or said. The judge is at work meanwhile."""
PAUSE = 1.0
"""Seconds for which the reply is kept back where nothing tells how likely an end is."""
SURE = 0.85
"""Chance from Smart Turn from which an ending sounds finished."""
_HOLD = re.compile(
    r"\b(?:(?:(?:give|gimme)(?: me)?|(?:i|i'll|i'd|can i|could i|may i|let me)(?: just)? (?:need|want|take|have|like)(?: to (?:take|have))?) (?:just )?(?:a|one|another|some)(?: more| little| few| couple)?(?: of)? "
    r"(?:moment|minute|second|sec|bit|time)s?(?: here| please)?(?: (?:to|for|on|with) \w+(?: \w+){0,5})?|"
    r"let me (?:just )?(?:think|try|look|check|see|recall|remember|work|figure|gather|do the math|count)\b(?:[ ,]+[\w']+){0,8}|"
    r"(?:hold|hang) on(?: a (?:second|sec|moment|minute))?|bear with me|one (?:moment|second|sec|minute)(?: please)?|just a (?:moment|second|sec|minute)|(?:(?:no|actually|sorry|oh) )?wait|"
    r"(?:i'm|i am) (?:still )?thinking|thinking out loud|where was i|how (?:do|should|can) i (?:put|say) (?:it|this))\W*$",
    re.IGNORECASE,
)

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
_ASIDE = re.compile(
    r"(?<=\w)[.,;:!?…-]+ (?:i don't know|i think|i guess|i believe|i mean|i suppose|you know|let's say|what was it|what is it|sorry|if i remember(?: \w+)?)\W*$",
    re.IGNORECASE,
)
"""`with an expiry of, I don't know,`: what it stands in goes on after it."""
_REPLY = re.compile(
    r"\W*(?:(?:yes|yeah|yep|no|nope|exactly|correct|right|sure|absolutely|definitely|certainly|of course|not (?:really|yet|at all)|none|both|"
    r"no idea|thanks|thank you|sounds good|all right|hello|that's (?:it|all|right|correct|fine))\W*)+",
    re.IGNORECASE,
)
SHORT = 3
"""Words up to which a text that does not break off may be all of an answer, however it reads: what it answers is not read."""
_BEGUN = re.compile(r"(?:\b(?:so|then|now|okay|ok|first|also|again)\W*|,\s*|\.\.\.\s*)$", re.IGNORECASE)
"""An opening, or what the ears heard go on."""


class EndModel(Protocol):
    """How likely it sounds that a turn has ended here."""

    def chance(self, sound: Sound) -> float: ...


@dataclass(frozen=True)
class Patience:
    """How much silence ends a turn, why, and how long after it the reply waits at the least. `still`: nobody makes a sound meanwhile."""

    seconds: float
    rule: str
    breath: float = 0.0
    still: bool = False


def patience(text: str, chance: float, odds: float) -> Patience:
    """The silence to wait for after these words, which sounded finished with this chance and read so with these odds."""
    if not re.search(r"\w", text):
        return Patience(DOUBTFUL, "nothing understood yet", PAUSE)
    if all(is_filler(word) for word in text.split()):
        return Patience(OPEN, "nothing but a filler", still=True)
    if _HOLD.search(text.replace("’", "'")):
        return Patience(HELD, "asked for a moment", still=True)
    weighed = weighing()
    whole = weighed.of(text, odds, chance)
    if whole >= weighed.finished:
        return Patience(WHOLE, "reads finished", breath(whole, WHOLE))
    if whole >= (weighed.open + weighed.finished) / 2:
        return Patience(DOUBTFUL, "may be finished", breath(whole, DOUBTFUL))
    if _REPLY.fullmatch(text.replace("’", "'")):
        return Patience(DOUBTFUL, "a reply, and may be all of it", PAUSE)
    if announces(text):
        return Patience(OPEN, "announces more", still=breaks_off(text))
    if whole < weighed.open and (breaks_off(text) or _BEGUN.search(text) or len(text.split()) > SHORT):
        return Patience(OPEN, "reads unfinished", still=breaks_off(text))
    return Patience(DOUBTFUL, "may go on", LATEST - DOUBTFUL)


def breath(whole: float, silence: float) -> float:
    """How long the reply is kept back after this silence. Pauses to think are as often twice as long as half as long, so what waiting
    saves falls as one over the time: the best time to stop grows with the odds that it is a pause."""
    return max(0.0, min(LATEST, SOONEST * exp(max(0.0, weighing().sure - whole))) - silence)


def announces(text: str) -> bool:
    """Whether these words stand before something, or in the middle of it."""
    forms = (_PREFACE, _SUBJECT, _THREAD, _CLAUSE_ALONE)
    return any(form.search(text) for form in forms) or (_ASIDE.search(text) is not None and breaks_off(text))


def breaks_off(text: str) -> bool:
    """Whether it stands on a word that no sentence ends on, or on an aside after one."""
    aside = _ASIDE.search(text)
    return unfinished(text[: aside.start() if aside else None].split()[-1])


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
