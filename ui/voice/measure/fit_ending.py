"""Fits ui/voice/ending.json: does a text read as finished, and what does that weigh beside how it sounds?

    python -m ui.voice.measure.fit_ending HOME --pairs ../shared/data/entailment

The head learns from what candidates might say, up to where somebody stops to think and whole (evals/data/spoken.txt), and
from written sentences, whole and cut off at a word; the weighing from the utterances the rules were made with. Neither sees
a line of turns/unseen.txt. Seeded; a quarter of an hour on one core. Licences of the data are in NOTICE.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agent.library import embedder
from corpus.content import load_bank
from corpus.embed import Embedder
from evals.judging import ladder
from evals.stats import logistic
from evals.suite import SUITES, Options
from ui.voice.actions import Action, Listen
from ui.voice.audio import FRAME, FRAME_SECONDS
from ui.voice.ending import MiniLMEnd, last_words, plain, sounding
from ui.voice.measure.kept import Kept
from ui.voice.measure.turns import items, utterance
from ui.voice.senses import open_senses
from ui.voice.talk import Talk
from ui.voice.turns import LOOK, WEIGHED, patience
from ui.voice.vad import SPEECH

ROWS, PAIRS = 33_000, 15_000
"""Written rows, and the entailment pairs among their sources."""
SPOKEN = 3
"""What a spoken row counts for beside a written one."""
HELD_OUT = 1 / 7
QUICK, LATE = 0.42, 0.015
"""Shares of true ends: that are not taken for finished at once, and that may be taken for unfinished."""
LONG = 0.9
"""Seconds from which a pause counts: a shorter one is bridged by taking back."""
_SUBORDINATORS = (
    r"(?:when|whenever|if|because|since|although|even though|while|after|before|once|unless|until|as soon as|so that)"
)
_OPENS = re.compile(
    rf"^(?:and |but |so )?(?:{_SUBORDINATORS}|to|for|in|with|at|on|by|instead of|without)\b", re.IGNORECASE
)
_CLOSES = re.compile(rf"\b({_SUBORDINATORS}\s+[^,;:.!?]*)[.!?]$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A text as it is read, and whether it is finished. `held`: kept out of the fit, with all that comes of the same line."""

    text: str
    end: float
    spoken: bool
    held: bool


@dataclass(frozen=True)
class Look:
    """A silence in which somebody asked: is this the end? `pause`: None when it was, else how long it lasted."""

    utterance: str
    text: str
    chance: float
    pause: float | None


def sentences(pairs: Path | None, rng: random.Random) -> list[str]:
    """Whole sentences: of the bank, of the ladder's answers, of graded answers, of entailment pairs."""
    texts = [t for q in load_bank().questions.values() for t in (q.ask, q.strong, *q.facts.values(), *(line for p in q.points for line in (p.says, *p.like, *p.unlike)))]  # fmt: skip
    texts += [
        row["answer"] for row in ladder("all") if row["kind"] in ("strong-long", "adequate", "weak", "fluent-wrong")
    ]
    for path in sorted((SUITES.parent / "data" / "grading").glob("*.jsonl.gz")):
        texts += [str(row["answer"]) for row in _rows(path)]
    if pairs is not None:
        more = [v for path in sorted(pairs.glob("*.jsonl.gz")) for row in _rows(path) for v in (row["a"], row["b"])]
        texts += rng.sample([t for t in more if len(t.split()) >= 5], PAIRS)
    found = [s.strip() for t in texts for s in re.split(r"(?<=[.!?])\s+", t.replace("\n", " "))]
    whole = [s for s in dict.fromkeys(found) if 3 <= len(s.split()) <= 32 and s[-1] in ".!?"]
    rng.shuffle(whole)
    return whole


def cut(sentence: str, rng: random.Random) -> list[str]:
    """Beginnings of a sentence that are no end; and its last clause alone, where it waits for a main clause."""
    words = sentence.split()
    places = [k for k in range(2, len(words)) if words[k - 1][-1] not in ",;:.—-" and words[k] not in ("—", "-")]
    out = [" ".join(words[:k]) for k in rng.sample(places, min(2, len(places)))]
    first = next((k for k in range(2, len(words)) if words[k - 1][-1] == ","), 0)
    if first and _OPENS.match(sentence):
        out.append(" ".join(words[:first]))
    clause = _CLOSES.search(sentence)
    if clause and clause.start() > 8 and 3 <= len(clause[1].split()) <= 12:
        out.append(clause[1])
    return out


def spoken_rows(rng: random.Random) -> Iterator[Row]:
    """Every line up to each of its pauses, and whole."""
    for line in (SUITES.parent / "data" / "spoken.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            parts, held = re.split(r"\s*\[\?\]\s*", line), rng.random() < HELD_OUT
            for k in range(1, len(parts) + 1):
                yield Row(last_words(" ".join(parts[:k])), float(k == len(parts)), True, held)


def written_rows(pairs: Path | None, rng: random.Random) -> Iterator[Row]:
    """Every sentence, whole and cut off."""
    for sentence in sentences(pairs, rng):
        held = rng.random() < HELD_OUT
        yield Row(last_words(plain(sentence)), 1.0, False, held)
        for part in cut(sentence, rng):
            yield Row(last_words(plain(part)), 0.0, False, held)


def head(encoder: Embedder, rows: list[Row]) -> tuple[np.ndarray, float]:
    """Weights and bias; says how often a whole text reads more finished than a cut one, of those held out."""
    with ThreadPoolExecutor() as pool:
        states = np.stack(list(pool.map(encoder.ending, (row.text for row in rows)))).astype(np.float64)
    ends = np.array([row.end for row in rows])
    held, said = np.array([row.held for row in rows]), np.array([row.spoken for row in rows])
    learnt = np.repeat(np.arange(len(rows)), np.where(held, 0, np.where(said, SPOKEN, 1)))
    weights = fitted_to(states[learnt], ends[learnt], ridge=30.0)
    for name, these in (("spoken", held & said), ("written", held & ~said)):
        above = rank(states[these & (ends == 1)] @ weights[:-1], states[these & (ends == 0)] @ weights[:-1])
        print(f"{name}: whole above cut {above:.3f} of the time ({int(these.sum())} rows held out)")
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


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the reading of ends.")
    parser.add_argument("home", type=Path)
    parser.add_argument("--pairs", type=Path)
    asked = parser.parse_args()
    rng = random.Random(5)
    written = list(written_rows(asked.pairs, rng))
    rng.shuffle(written)
    rows = [row for row in [*written[:ROWS], *spoken_rows(rng)] if row.text]
    weights, bias = head(embedder(asked.home), rows)
    target = Path(__file__).parents[1] / "ending.json"
    held = {"weights": [round(float(w), 5) for w in weights], "bias": round(bias, 5)}
    neutral = {"reads": 1.0, "sounds": 1.0, "bias": 0.0, "finished": 0.0, "open": -9.0}
    target.write_text(json.dumps({**held, "weighing": neutral}) + "\n", encoding="utf-8")
    weighing = weigh(list(looks(asked.home, Options(half="tune"))), MiniLMEnd(asked.home))
    target.write_text(json.dumps({**held, "weighing": weighing}) + "\n", encoding="utf-8")
    print(weighing)


if __name__ == "__main__":
    main()
