"""Does it cost points to speak? The same answers typed and spoken: through the voice, the ears and the cleaning, to the judge."""

from html import escape
from pathlib import Path
from typing import Any

from evals.judging import judged, ladder
from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import Item, Options, Summary
from ui.voice.delivery import without_fillers
from ui.voice.ears import WhisperEars
from ui.voice.measure.made import speech
from ui.voice.measure.speech import errors, lacking, plain_words, shared_ears
from ui.voice.recording import heard_in
from ui.voice.spoken import spoken
from ui.voice.vocabulary import vocabulary

KINDS = ("strong-short", "adequate", "fluent-wrong", "weak")
MOST_WORDS = 70
__all__ = ["items", "lacking", "summarize", "work"]


def items(options: Options) -> list[Item]:
    """One answer a question, of each kind in turn: what takes long to say would take long to hear."""
    rows = [r for r in ladder(options.half) if r["kind"] in KINDS and len(r["answer"].split()) <= MOST_WORDS]
    questions = list(dict.fromkeys(r["question"] for r in rows))
    chosen = []
    for n, question in enumerate(questions):
        here = [r for r in rows if r["question"] == question]
        chosen.append(min(here, key=lambda r: (KINDS.index(r["kind"]) - n) % len(KINDS)))
    return [Item(f"{r['question']}|{r['kind']}", r["question"], r) for r in chosen]


def work(item: Item, home: Path) -> dict[str, Any]:
    """Both scores, and what was heard."""
    question, typed = item.data["question"], item.data["answer"]
    ears: WhisperEars = shared_ears(home)
    heard = heard_in(speech(spoken(typed), "piper 1.0", home), ears, vocabulary(question))
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
    groups = [i.group for i, _ in rows]
    change = [t["spoken"] - t["typed"] for _, t in rows]
    summary = Summary(scores={i.id: 1 - abs(c) for (i, _), c in zip(rows, change, strict=True)})
    summary.figures = {
        "mean absolute difference of the score": bootstrap_mean([abs(c) for c in change], groups),
        "mean difference, spoken less typed": bootstrap_mean(change, groups),
        "the same, of answers in whole sentences": bootstrap_mean(
            [abs(c) for c, (i, _) in zip(change, rows, strict=True) if not i.id.endswith("strong-short")],
            [i.group for i, _ in rows if not i.id.endswith("strong-short")],
        ),
        "WER": bootstrap_mean([t["wer"] for _, t in rows], groups),
    }
    cells = [
        [f"{t['typed']:.2f}", f"{t['spoken']:.2f}", escape(i.data["answer"]), escape(t["heard"])]
        for i, t in sorted(rows, key=lambda r: -abs(r[1]["spoken"] - r[1]["typed"]))
    ]
    summary.sections = [("Largest differences first", table(["typed", "spoken", "answer", "heard"], cells))]
    return summary
