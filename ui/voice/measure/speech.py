"""How well the ears hear this domain: word errors, terms and numbers, with and without the vocabulary of the bank."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from evals.report import table
from evals.stats import Figure, bootstrap, bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary
from ui.voice.doubts import doubts
from ui.voice.ears import Heard, WhisperEars
from ui.voice.measure.kept import Kept
from ui.voice.measure.made import VOICES, noisy, people, speech, wav
from ui.voice.small_words import is_filler
from ui.voice.spoken import spoken
from ui.voice.vocabulary import vocabulary
from ui.voice.weights import INSTALL, missing

NOISES = (None, 20.0, 10.0)
_NUMBER = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred thousand million billion point half third quarter".split()
)


def lacking() -> str:
    """What keeps it from running here."""
    lost = missing()
    return f"voice lacks {', '.join(lost)}. {INSTALL}" if lost else ""


def items(options: Options) -> list[Item]:
    """Each sentence in three of the eighteen ways to say it; together they cover all of them evenly."""
    rows = yaml.safe_load((SUITES / "speech" / "sentences.yaml").read_text(encoding="utf-8"))
    made = [
        Item(
            f"{row['id']}.{k}", row["id"], {**row, "voice": VOICES[(n + 2 * k) % 6], "noise": NOISES[(n // 6 + k) % 3]}
        )
        for k in range(3)  # outermost, so that a run cut short still holds every sentence
        for n, row in enumerate(rows)
    ]
    spoken_by_people = [
        Item(
            f"person.{path.stem}", f"person.{path.stem}", {"say": text, "file": str(path), "terms": [], "question": ""}
        )
        for text, path in people()
    ]
    return made + spoken_by_people


def work(item: Item, home: Path) -> dict[str, Any]:
    """What was heard, with the vocabulary and without."""
    data = item.data
    if "file" in data:
        sound = wav(Path(data["file"]))
    else:
        seed = int.from_bytes(item.id.encode(), "big") % 2**32
        sound = noisy(speech(data["say"], data["voice"], home), data["noise"], seed)
    kept, ears = Kept(home), shared_ears(home)
    plain, _ = kept.heard(ears, sound)
    told = kept.heard(ears, sound, vocabulary(data["question"]))[0] if data["question"] else plain
    return {"plain": _scored(data, plain), "told": _scored(data, told)}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Word errors are of all words together; intervals resample sentences."""
    made = [(i, t) for i, t in rows if "file" not in i.data]
    summary = Summary(scores={i.id: 1 - t["told"]["errors"] / max(1, t["told"]["words"]) for i, t in rows})
    figures = summary.figures
    figures["WER with vocabulary"] = _rate(made, "told", "errors", "words")
    figures["WER without"] = _rate(made, "plain", "errors", "words")
    for noise, name in zip(NOISES, ("clean", "20 dB", "10 dB"), strict=True):
        here = [(i, t) for i, t in made if i.data["noise"] == noise]
        if here:
            figures[f"WER, {name}"] = _rate(here, "told", "errors", "words")
    for kind in ("piper", "espeak"):
        here = [(i, t) for i, t in made if i.data["voice"].startswith(kind)]
        if here:
            figures[f"WER, {kind}"] = _rate(here, "told", "errors", "words")
    person = [(i, t) for i, t in rows if "file" in i.data]
    if person:
        figures["WER, a person (telephone prompts)"] = _rate(person, "told", "errors", "words")
    quiet = [(i, t) for i, t in made if i.data["noise"] != 10.0]
    figures["technical terms right, clean and 20 dB"] = _rate(quiet, "told", "terms_right", "terms")
    figures["technical terms right, all, with vocabulary"] = _rate(made, "told", "terms_right", "terms")
    figures["technical terms right, all, without"] = _rate(made, "plain", "terms_right", "terms")
    figures["fillers kept"] = _rate(made, "told", "fillers_kept", "fillers")
    figures["numbers right"] = _rate(made, "told", "numbers_right", "numbers")
    figures["numbers right or flagged"] = _rate(made, "told", "numbers_safe", "numbers")
    figures["sentences with a figure flagged though all were right"] = bootstrap_mean(
        [float(t["told"]["flagged"] > 0 and t["told"]["numbers_right"] == t["told"]["numbers"]) for _, t in made],
        [i.group for i, _ in made],
    )
    worst = sorted(made, key=lambda row: -row[1]["told"]["errors"])[:25]
    cells = [[i.data["voice"], str(i.data["noise"]), i.data["say"], t["told"]["text"]] for i, t in worst]
    lost = [
        [i.data["voice"], str(i.data["noise"]), i.data["say"], t["told"]["text"]]
        for i, t in made
        if t["told"]["numbers_safe"] < t["told"]["numbers"]
    ]
    heads = ["voice", "noise", "said", "heard"]
    summary.sections = [("Most errors", table(heads, cells)), ("Numbers wrong and not flagged", table(heads, lost))]
    return summary


def plain_words(text: str) -> list[str]:
    """Words as they sound, so that `80 %` and `eighty percent` are the same; fillers left out."""
    text = re.sub(r"([a-z])([A-Z])\b", r"\1 \2", text)
    words = re.findall(r"[a-z']+", spoken(text).lower().replace("-", " "))
    joined = re.sub(r"\b(?:[a-z] )+[a-z]\b", lambda m: m[0].replace(" ", ""), " ".join(words))
    return [w.removesuffix("'s") for w in joined.split() if not is_filler(w)]


def errors(wanted: list[str], got: list[str]) -> int:
    """Words put in, left out or changed."""
    row = list(range(len(got) + 1))
    for n, word in enumerate(wanted, 1):
        last, row[0] = row[0], n
        for m, other in enumerate(got, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (word != other))
    return row[-1]


def _scored(data: dict[str, Any], heard: Heard) -> dict[str, Any]:
    wanted, got = plain_words(data["say"]), plain_words(heard.text)
    line = f" {' '.join(got)} "
    numbers, found = _numbers(wanted), _numbers(got)
    right = sum(min(numbers.count(n), found.count(n)) for n in set(numbers))
    flagged = len(doubts(heard.words))
    compact = line.replace(" ", "")
    return {
        "text": heard.text,
        "words": len(wanted),
        "errors": errors(wanted, got),
        "terms": len(data["terms"]),
        "terms_right": sum("".join(plain_words(t)).rstrip("s") in compact for t in data["terms"]),
        "fillers": data.get("fillers", 0),
        "fillers_kept": min(data.get("fillers", 0), sum(is_filler(w.text) for w in heard.words)),
        "numbers": len(numbers),
        "numbers_right": right,
        "numbers_safe": min(len(numbers), right + flagged),
        "flagged": flagged,
    }


def _numbers(words: list[str]) -> list[str]:
    """Runs of number words."""
    out: list[str] = []
    inside = False
    for n, word in enumerate(words):
        number = word in _NUMBER or (word == "and" and inside and n + 1 < len(words) and words[n + 1] in _NUMBER)
        if number and word != "and":
            out = [*out[:-1], f"{out[-1]} {word}"] if inside else [*out, word]
        inside = number
    return [n for n in out if n not in ("one", "half", "third", "point")]


def _rate(rows: list[tuple[Item, dict[str, Any]]], kind: str, part: str, whole: str) -> Figure:
    a = np.array([t[kind][part] for _, t in rows], dtype=float)
    b = np.array([t[kind][whole] for _, t in rows], dtype=float)
    return bootstrap(lambda x, y: float(x.sum() / max(1.0, y.sum())), [i.group for i, _ in rows], a, b)


@lru_cache(maxsize=1)
def shared_ears(home: Path) -> WhisperEars:
    """One Whisper a process."""
    return WhisperEars(home)
