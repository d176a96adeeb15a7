"""One row of figures for each point against an answer: what the fitted head decides on."""

from collections.abc import Sequence

import numpy as np

from agent.judge.alignment import FIGURES, aligned
from agent.judge.features import Lens, Reading, Target, covered, negated, numbers
from agent.judge.steering import talk
from agent.judge.text import Unit, words

PASSAGE = 40
"""Words around the best statement that the reader is shown."""

NAMES = (
    "top", "top_two", "centre", "wrong_near", "contrast", "wrong_lead", "wrong_words", "rival", "exact", "soft", "all_exact",
    "all_soft", "figures", "denial", "contrasted", "examples", "on_topic", "wrong_overall", "spread",
)  # fmt: skip
ABOUT, ABOUT_TALK = 0.2, 0.45
"""A statement further than the first from every point is about something else: courtesy, padding, a threat. The more one
sounds like speaking to the scorer, the nearer it has to come, up to the second."""
TALK_FROM, TALK_STEP = -4.0, 0.05
READ_NAMES = (*NAMES, "made", "contradicted")


def on_subject(lens: Lens, parts: Sequence[Unit], targets: Sequence[Target]) -> tuple[Unit, ...]:
    """The statements that come near any point."""
    seen = lens.vectors([part.text for part in parts])
    near = np.full(len(parts), -1.0)
    for known in map(lens.target, targets):
        near = np.maximum(near, 0.5 * (seen @ known.right.T).max(axis=1) + 0.5 * seen @ known.centre)
    wanted = np.clip(ABOUT + TALK_STEP * (talk(seen) - TALK_FROM), ABOUT, ABOUT_TALK)
    return tuple(part for part, close in zip(parts, near >= wanted, strict=True) if close)


class Rows:
    """The rows of every point of one answer, and where each point's best statement stands."""

    def __init__(self, lens: Lens, reading: Reading, targets: Sequence[Target]) -> None:
        self.reading, self.targets = reading, targets
        self._lens, self._known = lens, [lens.target(target) for target in targets]
        seen = reading.vectors
        self._near = [seen @ known.right.T for known in self._known]
        self._far = [seen @ known.wrong.T if known.wrong is not None else None for known in self._known]
        self._centre = [seen @ known.centre for known in self._known]
        self.best = [int(np.argmax(self._blend(n))) for n in range(len(targets))]

    def _blend(self, n: int) -> np.ndarray:
        """How near each window is to a point: its closest wording and the middle of all."""
        return 0.5 * self._near[n].max(axis=1) + 0.5 * self._centre[n]

    def nearness(self, n: int) -> float:
        """How near the answer comes to a point, at its best."""
        return float(self._blend(n)[self.best[n]])

    def quote(self, n: int) -> Unit:
        """The statement that speaks most to a point."""
        reading = self.reading
        single = len(reading.units)
        window = reading.windows[self.best[n]]
        if self.best[n] < single:
            return window
        inside = [i for i in range(single) if window.start <= reading.units[i].start < window.end]
        blend = self._blend(n)
        best = max(inside, key=lambda i: float(blend[i]), default=None)
        return window if best is None or blend[best] < 0.8 * blend[self.best[n]] else reading.units[best]

    def passage(self, n: int) -> str:
        """The best window with its neighbours, as long as the reader reads."""
        reading, window = self.reading, self.reading.windows[self.best[n]]
        inside = [i for i, unit in enumerate(reading.units) if unit.start >= window.start and unit.end <= window.end]
        first, last = (inside[0], inside[-1]) if inside else (0, 0)
        room = PASSAGE - len(window.text.split())
        while room > 0:
            grown = False
            if last + 1 < len(reading.units) and len(reading.units[last + 1].text.split()) <= room:
                last += 1
                room -= len(reading.units[last].text.split())
                grown = True
            if first > 0 and len(reading.units[first - 1].text.split()) <= room:
                first -= 1
                room -= len(reading.units[first].text.split())
                grown = True
            if not grown:
                break
        return " ".join(unit.text for unit in reading.units[first : last + 1])

    def table(self) -> np.ndarray:
        """All rows, without what a reader would say."""
        reading, lens = self.reading, self._lens
        tops = np.array([near.max() for near in self._near])
        gaps = np.array(
            [
                far.max() - near.max() if far is not None else 0.0
                for near, far in zip(self._near, self._far, strict=True)
            ]
        )
        blends = np.stack([self._blend(n) for n in range(len(self.targets))])
        rows = []
        for n, target in enumerate(self.targets):
            known, at, near, far = self._known[n], self.best[n], self._near[n], self._far[n]
            window = reading.windows[at]
            rival = np.delete(blends[:, at], n).max() if len(self.targets) > 1 else blends[n, at]
            said = lens.words(window.text)
            exact, soft = covered(known.says, said)
            all_exact, all_soft = covered(known.words, reading.words)
            wanted = numbers(target.says)
            rows.append(
                (
                    tops[n],
                    float(np.sort(near[at])[-2:].mean()),
                    float(self._centre[n].max()),
                    float(far.max()) if far is not None else 0.0,
                    float(near[at].max() - far[at].max()) if far is not None else 0.0,
                    float((far.max(axis=1) - near.max(axis=1)).max()) if far is not None else 0.0,
                    covered(known.wrong_words, said)[0],
                    blends[n, at] - rival,
                    exact,
                    soft,
                    all_exact,
                    all_soft,
                    len(wanted & numbers(reading.text)) / len(wanted) if wanted else 0.5,
                    float(negated(window.text) != any(negated(t) for t in (target.says, *target.like))),
                    float(far is not None),
                    float(bool(target.like)),
                    tops.mean(),
                    gaps.mean(),
                    tops.min(),
                )
            )
        return np.array(rows, dtype=np.float32)


def with_reading(table: np.ndarray, read: np.ndarray) -> np.ndarray:
    """Rows with the reader's shares of `made` and `contradicted` beside them: READ_NAMES."""
    return np.hstack([table, read[:, 1:]]).astype(np.float32)


REFERENCE_NAMES = (
    "whole", "best", "parts_mean", "parts_min", "window_whole", "exact", "soft", "new_exact", "new_soft", "back_exact",
    "back_soft", "new_back_exact", "new_back_soft", "grams", "grams_back",
    *(f"{name}_{layer}" for layer in (3, 4, 5) for name in FIGURES),
)  # fmt: skip


def reference_row(lens: Lens, reading: Reading, question: str, reference: str, parts: Sequence[str]) -> np.ndarray:
    """Figures of an answer against one reference answer. What the question itself says is no evidence."""
    whole, other = lens.vectors([reading.text, reference])
    rows = np.vstack([reading.vectors, whole])
    best = lens.vectors(list(parts)) @ rows.T
    said, wanted, given = reading.words, lens.words(reference), lens.words(question)
    new = {w: v for w, v in wanted.items() if w not in given}
    fresh = {w: v for w, v in said.items() if w not in given}
    a, b = _grams(reading.text), _grams(reference)
    return np.array(
        [
            whole @ other,
            best.max(),
            best.max(axis=1).mean(),
            best.max(axis=1).min(),
            (rows @ other).max(),
            *covered(wanted, said),
            *covered(new, said),
            *covered(said, wanted),
            *covered(fresh, wanted),
            len(a & b) / (len(b) + 1e-9),
            len(a & b) / (len(a) + 1e-9),
            *aligned(lens.tokens(reading.text), lens.tokens(reference), lens.tokens(question)),
        ],
        dtype=np.float32,
    )


def _grams(text: str, size: int = 4) -> set[str]:
    flat = " ".join(words(text))
    return {flat[i : i + size] for i in range(len(flat) - size + 1)}
