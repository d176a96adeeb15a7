"""Sound and ears for tests of the conversation, without a model: a frame is speech when it is loud, words are given."""

import numpy as np

from ui.voice.actions import Action, Listen, Playback, Read, Say, Send, Show
from ui.voice.audio import FRAME, FRAME_SECONDS, RATE
from ui.voice.ears import Heard, Word
from ui.voice.ending import length, sounding, weighing
from ui.voice.live import Senses
from ui.voice.mouth import MOUTH_RATE, Clip
from ui.voice.talk import Talk
from ui.voice.turns import SOONEST

LOUD = np.full(FRAME, 0.1, dtype=np.float32)
QUIET = np.zeros(FRAME, dtype=np.float32)


def heard(text: str, confidence: float = 0.95, **unsure: float) -> Heard:
    """Words a third of a second apart; `unsure` gives single words another confidence."""
    words = [
        Word(w, 0.33 * n, 0.33 * n + 0.3, unsure.get(w.strip(".,?%").lower(), confidence))
        for n, w in enumerate(text.split())
    ]
    return Heard(tuple(words), sum(w.confidence for w in words) / max(1, len(words)))


def reading(reads: str, chance: float, text: str) -> float:
    """Log-odds of this text that reads `finished`, `likely`, `perhaps`, `hardly` or `unfinished` beside this sound, wherever the lines are drawn."""
    w = weighing()
    share = {"perhaps": 0.6, "hardly": 0.3}.get(reads, 0.0)
    between = w.open + share * (w.finished - w.open)
    likely = w.finished + 0.05
    whole = {"finished": w.sure + 1, "likely": likely, "unfinished": w.open - 1}.get(reads, between)
    return (whole - w.bias - w.sounds * sounding(chance) - w.words * length(text)) / w.reads


class Table:
    """A conversation and what has come of it. What the ears will make of each piece is laid out beforehand."""

    def __init__(self, talk: Talk | None = None) -> None:
        self.talk = talk or Talk()
        self.read: dict[str, str] = {}
        self.actions: list[Action] = []
        self.late: list[tuple[int, Heard, float]] = []
        self.slow = False
        self.next: list[tuple[Heard, float]] = []

    def hears(self, text: str, chance: float = 0.95, reads: str = "", **options: float) -> None:
        """`chance`: how finished it sounds; it reads so too, unless told otherwise."""
        if reads:
            self.read[text] = reads
        self.next.append((heard(text, **options), chance))

    def speaks(self, seconds: float) -> None:
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.take(self.talk.frame(LOUD, 0.95))

    def waits(self, seconds: float) -> None:
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.take(self.talk.frame(QUIET, 0.02))

    def take(self, actions: list[Action]) -> None:
        self.actions += actions
        for action in actions:
            if isinstance(action, Read):
                reads = self.read.get(action.text) or ("finished" if action.chance >= 0.5 else "perhaps")
                self.talk.read(action, reading(reads, action.chance, action.text))
            elif isinstance(action, Listen):
                said, chance = self.next.pop(0) if self.next else (heard(""), 0.0)
                if self.slow:
                    self.late.append((action.job, said, chance))
                else:
                    self.take(self.talk.heard(action.job, said, chance))

    def catches_up(self) -> None:
        late, self.late = self.late, []
        for job, said, chance in late:
            self.take(self.talk.heard(job, said, chance))

    @property
    def sent(self) -> list[Send]:
        return [a for a in self.actions if isinstance(a, Send)]

    @property
    def said(self) -> list[str]:
        return [a.text for a in self.actions if isinstance(a, Say)]

    @property
    def played(self) -> list[str]:
        return [a.do for a in self.actions if isinstance(a, Playback)]

    @property
    def shown(self) -> list[str]:
        return [a.state for a in self.actions if isinstance(a, Show)]


def answered():
    """A whole answer that was sent."""
    table = Table()
    table.hears("We dropped the sampling step.")
    table.speaks(2)
    table.waits(0.9)
    return table


def asked_which_figure():
    """The interviewer has asked whether it was eighteen or eighty, and was heard out."""
    table = Table()
    table.hears("It fell by 80 percent.", **{"80": 0.6})
    table.speaks(2)
    table.waits(SOONEST + 0.1)
    table.take(table.talk.spoken())
    return table


# --- what a conversation is carried out with


class Loud:
    """Speech is what is loud."""

    def chance(self, frame):
        return 0.95 if np.abs(frame).max() > 0.02 else 0.01

    def reset(self):
        pass


class Parrot:
    """Ears that hear what they were told to."""

    name = "parrot"

    def __init__(self, *texts):
        self.texts = list(texts)

    def hear(self, sound, vocabulary=(), *, patient=False):
        return heard(self.texts.pop(0) if self.texts else "")


class Hum:
    """A mouth that hums for a tenth of a second a clause."""

    name = "hum"

    def say(self, text, speed=1.0):
        yield Clip(text, np.full(MOUTH_RATE // 10, 0.1, dtype=np.float32))

    def close(self):
        pass


class Sure:
    """It is the end, by its sound and as it reads."""

    def chance(self, sound):
        return 0.95

    def odds(self, text):
        return reading("finished", 0.95, text)


class Unsure:
    """What may be the end or not."""

    def chance(self, sound):
        return 0.3

    def odds(self, text):
        return reading("perhaps", 0.3, text)


def senses(*texts):
    return Senses(Parrot(*texts), Hum(), Loud(), Sure(), Sure())


def tone(seconds, level=0.2):
    return (level * np.sin(np.arange(int(seconds * RATE)) * 0.2)).astype(np.float32)


def quiet(seconds):
    return np.full(int(seconds * RATE), 1e-4, dtype=np.float32)
