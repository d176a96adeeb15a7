"""Fits ui/voice/ending.json: does a text read as finished, and what does that weigh beside how it sounds?

    python -m ui.voice.measure.fit_ending HOME

The head learns from what candidates might say, whole and up to each place where somebody stops to think
(evals/data/spoken.txt); the weighing from the utterances the rules were made with. Neither sees a line of turns/unseen.txt.
Seeded; a few minutes on one core, and ten more where the home has not heard the utterances yet.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agent.library import embedder
from corpus.embed import Embedder
from evals.stats import logistic
from evals.suite import SUITES, Options
from ui.voice.actions import Action, Listen
from ui.voice.audio import FRAME, FRAME_SECONDS
from ui.voice.ending import MiniLMEnd, last_words, sounding
from ui.voice.measure.kept import Kept
from ui.voice.measure.turns import items, utterance
from ui.voice.senses import open_senses
from ui.voice.talk import Talk
from ui.voice.turns import LOOK, WEIGHED, patience
from ui.voice.vad import SPEECH

HELD_OUT = 1 / 7
CUTS = 2
"""Beginnings of a line that end at any word, beside those that end where its writer saw somebody stop."""
QUICK, LATE = 0.42, 0.015
"""Shares of true ends: that are not taken for finished at once, and that may be taken for unfinished."""
LONG = 0.9
"""Seconds from which a pause counts: a shorter one is bridged by taking back."""


@dataclass(frozen=True)
class Row:
    """A text as it is read, and whether it is finished. `held`: kept out of the fit, with all that comes of the same line."""

    text: str
    end: float
    held: bool


@dataclass(frozen=True)
class Look:
    """A silence in which somebody asked: is this the end? `pause`: None when it was, else how long it lasted."""

    utterance: str
    text: str
    chance: float
    pause: float | None


def rows(rng: random.Random) -> Iterator[Row]:
    """Every line up to each of its pauses, whole, and up to a few words where anybody might stop."""
    for line in (SUITES.parent / "data" / "spoken.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            parts, held = re.split(r"\s*\[\?\]\s*", line), rng.random() < HELD_OUT
            for k in range(1, len(parts) + 1):
                yield Row(last_words(" ".join(parts[:k])), float(k == len(parts)), held)
            words = " ".join(parts).split()
            for k in rng.sample(range(1, len(words)), min(CUTS, len(words) - 1)):
                yield Row(last_words(" ".join(words[:k])), 0.0, held)


def head(encoder: Embedder, told: list[Row]) -> tuple[np.ndarray, float]:
    """Weights and bias; says how often a whole text reads more finished than a cut one, of those held out."""
    with ThreadPoolExecutor() as pool:
        states = np.stack(list(pool.map(encoder.ending, (row.text for row in told)))).astype(np.float64)
    ends, held = np.array([row.end for row in told]), np.array([row.held for row in told])
    weights = fitted_to(states[~held], ends[~held], ridge=30.0)
    odds = states[held] @ weights[:-1]
    print(
        f"of {held.sum()} rows held out, whole above cut {rank(odds[ends[held] == 1], odds[ends[held] == 0]):.3f} of the time"
    )
    return weights[:-1], float(weights[-1])


def rank(high: np.ndarray, low: np.ndarray) -> float:
    """How often one of the first is above one of the second."""
    return float(np.searchsorted(np.sort(low), high).mean() / len(low))


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
                talk.heard(action.job, heard, sounds)
                if sounds is not None:
                    again = next((m for m in range(n + 1, last + 1) if chances[m] >= SPEECH), None)
                    yield Look(item.id, talk.unsent(), sounds, again and (again - n) * FRAME_SECONDS + LOOK)


def weigh(found: list[Look], reader: MiniLMEnd) -> dict[str, float]:
    """What reading and sound weigh, where no rule of its own decides; and the two lines."""
    told = [look for look in found if look.pause is None or look.pause > LONG]
    told = [look for look in told if patience(look.text, look.chance).rule in WEIGHED]
    x = np.array([(reader.odds(look.text), sounding(look.chance)) for look in told])
    ends = np.array([float(look.pause is None) for look in told])
    weights = fitted_to(x, ends, ridge=0.5)
    whole = x @ weights[:-1] + weights[-1]
    finished, late = (float(np.quantile(whole[ends == 1], share)) for share in (QUICK, LATE))
    names = ("reads", "sounds", "bias", "finished", "open")
    values = (*weights, finished, late)
    taken, kept = (whole[ends == 0] >= finished).sum(), (whole[ends == 0] < late).sum()
    print(
        f"{len(told)} looks, {int(ends.sum())} ends; of {int((1 - ends).sum())} pauses {taken} read finished, {kept} unfinished"
    )
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the reading of ends.")
    parser.add_argument("home", type=Path)
    asked = parser.parse_args()
    weights, bias = head(embedder(asked.home), [row for row in rows(random.Random(5)) if row.text])
    target = Path(__file__).parents[1] / "ending.json"
    held = {"weights": [round(float(w), 5) for w in weights], "bias": round(bias, 5)}
    neutral = {"reads": 1.0, "sounds": 1.0, "bias": 0.0, "finished": 0.0, "open": -9.0}
    target.write_text(json.dumps({**held, "weighing": neutral}) + "\n", encoding="utf-8")
    weighing = weigh(list(looks(asked.home, Options(half="tune"))), MiniLMEnd(asked.home))
    target.write_text(json.dumps({**held, "weighing": weighing}) + "\n", encoding="utf-8")
    print(weighing)


if __name__ == "__main__":
    main()
