"""Does it cost points to speak? The same answers typed and spoken: through the voice, the ears and the cleaning, to the judge."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from evals.judging import judged, ladder
from evals.report import table
from evals.stats import Figure, bootstrap_mean
from evals.suite import Item, Options, Summary
from ui.voice.delivery import without_fillers
from ui.voice.ears import WhisperEars
from ui.voice.measure.made import speech
from ui.voice.measure.speech import errors, lacking, plain_words, shared_ears
from ui.voice.recording import heard_in
from ui.voice.spoken import spoken
from ui.voice.vocabulary import vocabulary

KINDS = ("strong-long", "adequate", "fluent-wrong", "weak")
"""What somebody would say. A strong answer cut down to a telegram is heard beside them, and is no part of the bound: nobody speaks so."""
TELEGRAM, TELEGRAMS = "strong-short", 6
BREATH = 0.5
"""Seconds of silence between two sentences of the made speech. No person speaks on without a breath, and a sentence's end is heard by it."""
__all__ = ["items", "lacking", "summarize", "work"]


def items(options: Options) -> list[Item]:
    """One answer a question, of each kind in turn; and the telegrams of the first few."""
    rows = ladder(options.half)
    questions = list(dict.fromkeys(r["question"] for r in rows))
    chosen = []
    for n, question in enumerate(questions):
        here = [r for r in rows if r["question"] == question and r["kind"] in KINDS]
        chosen.append(min(here, key=lambda r: (KINDS.index(r["kind"]) - n) % len(KINDS)))
    chosen += [r for r in rows if r["kind"] == TELEGRAM][:TELEGRAMS]
    return [Item(f"{r['question']}|{r['kind']}", r["question"], r) for r in chosen]


def work(item: Item, home: Path) -> dict[str, Any]:
    """Both scores, and what was heard."""
    question, typed = item.data["question"], item.data["answer"]
    ears: WhisperEars = shared_ears(home)
    heard = heard_in(speech(spoken(typed), "piper 1.0", home, BREATH), ears, vocabulary(question))
    said, _ = without_fillers(heard.words)
    wanted = plain_words(typed)
    scores = [judged(question, text, home)["forced"] for text in (typed, said)]
    return {
        "typed": scores[0],
        "spoken": scores[1],
        "heard": said,
        "wer": errors(wanted, plain_words(said)) / len(wanted),
    }


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """The mean difference, either way and upwards."""
    summary = Summary(scores={i.id: 1 - abs(t["spoken"] - t["typed"]) for i, t in rows})
    told = [(i, t) for i, t in rows if i.data["kind"] != TELEGRAM]
    short = [(i, t) for i, t in rows if i.data["kind"] == TELEGRAM]
    summary.figures = {
        "mean absolute difference of the score": _mean(told, lambda t: abs(t["spoken"] - t["typed"])),
        "mean difference, spoken less typed": _mean(told, lambda t: t["spoken"] - t["typed"]),
        "WER": _mean(told, lambda t: t["wer"]),
    }
    if short:
        summary.figures["mean absolute difference, telegrams"] = _mean(short, lambda t: abs(t["spoken"] - t["typed"]))
    cells = [
        [f"{t['typed']:.2f}", f"{t['spoken']:.2f}", escape(i.data["answer"]), escape(t["heard"])]
        for i, t in sorted(rows, key=lambda r: -abs(r[1]["spoken"] - r[1]["typed"]))
    ]
    summary.sections = [("Largest differences first", table(["typed", "spoken", "answer", "heard"], cells))]
    return summary


def _mean(rows: list[tuple[Item, dict[str, Any]]], of: Callable[[dict[str, Any]], float]) -> Figure:
    return bootstrap_mean([of(t) for _, t in rows], [i.group for i, _ in rows])
