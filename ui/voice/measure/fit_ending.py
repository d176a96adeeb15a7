"""Fits ui/voice/ending.json: what does it weigh that a text reads as finished, beside how it sounds, and where are the lines?

    python -m ui.voice.measure.fit_ending HOME

On the utterances the rules were made with; it sees no line of turns/unseen.txt. Half a minute, and twenty more where the
home has not heard the utterances yet. What reads is tuned before, by ui/voice/measure/train_ending.py.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.stats import logistic
from evals.suite import Options
from ui.voice.actions import Action, Listen, Read
from ui.voice.audio import FRAME, FRAME_SECONDS
from ui.voice.ending import length, sounding
from ui.voice.measure.kept import Kept
from ui.voice.measure.turns import items, utterance
from ui.voice.senses import open_senses
from ui.voice.talk import Talk
from ui.voice.turns import HELD, LOOK, patience
from ui.voice.vad import SPEECH

SURE, QUICK, LATE = 0.5, 0.42, 0.015
"""Shares of true ends: that are not surely finished, that are not taken for finished at once, and that may be taken for unfinished."""
LONG = 0.9
"""Seconds from which a pause counts: a shorter one is bridged by taking back."""


@dataclass(frozen=True)
class Look:
    """A silence in which somebody asked: is this the end? `pause`: None when it was, else how long it lasted."""

    utterance: str
    text: str
    odds: float
    chance: float
    pause: float | None


def fitted_to(shown: np.ndarray, wanted: np.ndarray, ridge: float) -> np.ndarray:
    """Weights and, last, the bias; each column is pulled to nothing by how far it spreads, the bias not at all."""
    spread = shown.std(axis=0) + 1e-3
    x = np.c_[shown / spread, np.ones(len(shown))]
    pull = np.r_[np.full(shown.shape[1], ridge), 0.0]
    weights = logistic(x, wanted, pull, np.zeros(x.shape[1]))
    return np.r_[weights[:-1] / spread, weights[-1]]


def looks(home: Path, options: Options) -> Iterator[Look]:
    """Every look at an end, in conversations that go on whatever is found."""
    senses, kept = open_senses(home), Kept(home)
    for item in items(options):
        sound = utterance(item.data["text"], item.data["voice"], home)
        chances, talk = kept.chances(senses.detector, sound), Talk()
        talk.edited("")  # corrected by hand, an answer waits for Done
        last = max(n for n, c in enumerate(chances) if c >= SPEECH)
        for n, chance in enumerate(chances):
            actions: list[Action] = talk.frame(sound[n * FRAME : (n + 1) * FRAME], chance)
            for action in actions:
                if not isinstance(action, Listen):
                    continue
                heard, _ = kept.heard(senses.ears, action.sound)
                sounds = kept.ended(senses.end, action.sound)[0] if action.chance else None
                asked = [told for told in talk.heard(action.job, heard, sounds) if isinstance(told, Read)]
                if asked and sounds is not None:
                    again = next((m for m in range(n + 1, last + 1) if chances[m] >= SPEECH), None)
                    odds, _ = kept.read(senses.reader, asked[0].text)
                    pause = again and (again - n) * FRAME_SECONDS + LOOK
                    yield Look(item.id, asked[0].text, odds, sounds, pause)


def weigh(found: list[Look]) -> dict[str, float]:
    """What reading and sound weigh, and the two lines."""
    told = [look for look in found if look.pause is None or look.pause > LONG]
    told = [look for look in told if patience(look.text, look.chance, look.odds).seconds < HELD]
    x = np.array([(look.odds, sounding(look.chance), length(look.text)) for look in told])
    ends = np.array([float(look.pause is None) for look in told])
    weights = fitted_to(x, ends, ridge=0.5)
    whole = x @ weights[:-1] + weights[-1]
    sure, finished, late = (float(np.quantile(whole[ends == 1], share)) for share in (SURE, QUICK, LATE))
    names = ("reads", "sounds", "words", "bias", "sure", "finished", "open")
    values = (*weights, sure, finished, late)
    taken, kept = (whole[ends == 0] >= finished).sum(), (whole[ends == 0] < late).sum()
    print(
        f"{len(told)} looks, {int(ends.sum())} ends; of {int((1 - ends).sum())} pauses {taken} read finished, {kept} unfinished"
    )
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the reading of ends.")
    parser.add_argument("home", type=Path)
    asked = parser.parse_args()
    weighing = weigh(list(looks(asked.home, Options(half="tune"))))
    Path(__file__).parents[1].joinpath("ending.json").write_text(json.dumps(weighing) + "\n", encoding="utf-8")
    print(weighing)


if __name__ == "__main__":
    main()
