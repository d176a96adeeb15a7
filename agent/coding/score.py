"""What the facts of a coding round say about the coding rubric; what was said aloud is read by the text judges.

A fact decides a criterion only as far as it reaches: it never gives the top level where the anchor asks for words, and
says unscored where nothing was observed. `solves-it` is judged here alone; the tests decide it.
"""

import re

from agent.coding.growth import ALIKE
from agent.coding.judging import Report
from agent.coding_records import CONTRACT, JUDGE, Tally
from agent.state import Record, Verdict
from corpus.problem_schema import GROWTHS, Complexity

SOLVES = "solves-it"
SHARES = {SOLVES: 1.0, "states-complexity": 0.25, "adapts-to-a-new-constraint": 0.25}
"""What the facts weigh in a question's score, as a share of the weight of all that was to be said."""

_WORDS = {
    "constant": "O(1)", "logarithmic": "O(log n)", "linear": "O(n)", "linearithmic": "O(n log n)",
    "quadratic": "O(n²)", "n squared": "O(n²)", "log n": "O(log n)", "n log n": "O(n log n)",
}  # fmt: skip
_BIG_O = re.compile(r"\bo\s*\(((?:[^()]|\([^()]*\))*)\)", re.IGNORECASE)


class CodingFacts(Record):
    """What was observed in one coding round."""

    problem: str
    first: Tally
    follow_ups: tuple[Tally, ...] = ()
    """One for each follow-up that was tried."""
    clarified: int = 0
    """Open questions of the statement that the candidate asked about."""
    approach_first: bool = False
    """Whether an approach was stated before the first code."""
    time_said: str = ""
    space_said: str = ""
    measured: tuple[str, ...] = ()
    """The growth labels that fit the code as submitted; none: it could not be told."""
    hints: int = 0
    runs: int = 0
    ignored_failure: bool = False
    """Submitted unchanged after a run that failed."""
    left_window: int = 0
    """Told, never scored."""


def tally(report: Report) -> Tally:
    """The tests of one submission, counted."""
    seen = [result for result in report.results if result.kind == "visible"]
    hidden = [result for result in report.results if result.kind != "visible"]
    failed = {result.kind for result in report.results if not result.passed}
    return Tally(
        visible=(sum(r.passed is True for r in seen), len(seen)),
        hidden=(sum(r.passed is True for r in hidden), len(hidden)),
        too_slow_only=failed == {"size"},
    )


def verdicts(facts: CodingFacts, complexity: Complexity) -> list[Verdict]:
    """One verdict for each criterion that facts can say something about."""
    return [
        _solves(facts),
        _states_complexity(facts, complexity),
        _adapts(facts),
        _settles(facts),
        _claims_untested(facts),
    ]


def _verdict(criterion: str, level: int, why: str, quote: str = "") -> Verdict:
    return Verdict(
        criterion_id=criterion,
        level=level,
        degree=level / 3,
        why=why,
        quote=quote,
        confidence=1.0,
        judge=JUDGE,
        contract=CONTRACT,
    )


def _unscored(criterion: str, why: str) -> Verdict:
    return Verdict(criterion_id=criterion, failure=why, judge=JUDGE, contract=CONTRACT)


def _solves(facts: CodingFacts) -> Verdict:
    passed, total = (a + b for a, b in zip(facts.first.visible, facts.first.hidden, strict=True))
    if not total:
        return _verdict(SOLVES, 0, "Nothing was submitted that could be run.")
    share = facts.first.hidden[0] / max(1, facts.first.hidden[1])
    level = 3 if passed == total else 2 if facts.first.too_slow_only else 1 if share >= 0.5 else 0
    lowered = max(0, level - facts.hints // 2)
    helped = f", with {facts.hints} hints" if facts.hints else ""
    slow = "; only the large input was too slow" if facts.first.too_slow_only else ""
    return _verdict(SOLVES, lowered, f"{passed} of {total} tests passed{slow}{helped}.")


def _states_complexity(facts: CodingFacts, complexity: Complexity) -> Verdict:
    name = "states-complexity"
    if not facts.time_said:
        return _verdict(name, 0, "No cost was stated.")
    claimed = label_of(facts.time_said, complexity)
    if claimed is None:
        return _unscored(name, f"the stated cost could not be read as one of {', '.join(GROWTHS)}")
    known = facts.first.hidden[0] == facts.first.hidden[1] > 0
    truth = facts.measured or ((complexity.grows,) if known else ())
    if not truth or (not facts.measured and {claimed, *truth} == set(ALIKE)):
        return _unscored(name, "the growth of the code could not be told")
    if claimed not in truth:
        seen = "was measured" if facts.measured else "is what a passing solution costs"
        return _verdict(name, 0, f"{claimed} was stated, {' or '.join(truth)} {seen}.")
    if _same(facts.space_said, complexity.space):
        return _verdict(name, 2, f"Time and memory were stated rightly ({claimed} measured or known).", facts.time_said)
    return _verdict(name, 1, f"Time was stated rightly ({claimed}), memory was not.", facts.time_said)


def _adapts(facts: CodingFacts) -> Verdict:
    name = "adapts-to-a-new-constraint"
    if not facts.follow_ups:
        return _unscored(name, "no follow-up was tried")
    best = max(facts.follow_ups, key=lambda t: t.hidden[0] / max(1, t.hidden[1]))
    passed, total = best.hidden
    level = 2 if total and passed == total else 1 if passed * 2 >= total > 0 else 0
    return _verdict(name, level, f"{passed} of {total} hidden tests of a follow-up passed.")


def _settles(facts: CodingFacts) -> Verdict:
    name = "settles-the-problem-first"
    if not facts.clarified:
        return _unscored(name, "no question was recognised; an assumption may have been made aloud")
    return _verdict(name, 2, f"{facts.clarified} of the open questions were asked.")


def _claims_untested(facts: CodingFacts) -> Verdict:
    name = "claims-untested-correctness"
    failing = facts.first.hidden[0] < facts.first.hidden[1]
    if facts.ignored_failure:
        return _verdict(name, 3, "Submitted unchanged after a run that failed.")
    if failing and not facts.runs:
        return _verdict(name, 1, "Submitted without one run, and tests fail.")
    return _verdict(name, 0, "Nothing was called done against a failing run.")


def label_of(said: str, complexity: Complexity) -> str | None:
    """The growth label a statement of time amounts to on this problem; None when it cannot be read."""
    if any(_same(said, right) for right in (complexity.time, *complexity.also)):
        return complexity.grows
    flat = _flat(said)
    for label in GROWTHS:
        if flat == _flat(label):
            return label
    words = " ".join(said.lower().split())
    return next((label for word, label in sorted(_WORDS.items(), key=lambda kv: -len(kv[0])) if word in words), None)


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and _flat(one) == _flat(other)


def _flat(said: str) -> str:
    """`O(n log(n)) time` and `o(nlogn)` are one."""
    found = _BIG_O.search(said)
    core = found.group(1) if found else said
    core = core.lower().replace("^2", "²").replace("**2", "²").replace("squared", "²")
    return re.sub(r"[^a-z0-9²+/]", "", core)
