"""Figures followed through a round: what they come to, whether they stay the same, and which only look as if they changed."""

import pytest

from agent.claims import extract
from agent.defence import consistency
from agent.defence.margin import worked_out

WRITTEN = "Watch time rose 3.2% per user. p95 latency went from 92 ms to 74 ms. We serve 120k QPS. AUC was 0.81."


def changed(said: str, *, reply: bool = False):
    claims = [*extract(WRITTEN), *extract(said, 1)]
    return consistency.changed(claims, 1, {0: WRITTEN, 1: said}, reply=reply)


@pytest.mark.parametrize(
    "said",
    [
        "In the A/B test watch time rose 4.5 percent.",
        "Watch time went up 6 percent per user.",
        "We serve three hundred thousand QPS.",
        "The AUC was 0.97.",
    ],
)
def test_another_value_of_a_written_figure_is_noticed(said):
    found = changed(said)
    assert found is not None
    assert found[1] in said


@pytest.mark.parametrize(
    "said",
    [
        "Watch time rose 3.2 percent.",
        "Watch time rose about three percent.",
        "p95 latency went from 92 to 74 milliseconds.",
        "We tried a transformer, watch time rose 0.2 percent with it.",
        "For new users watch time rose 5 percent.",
        "In one market watch time rose 1 percent.",
        "The prototype had an AUC of 0.7.",
        "The goal was that watch time rose 5 percent.",
        "Session length rose 2.1 percent.",
        "At peak we serve 200k QPS.",
    ],
)
def test_the_same_figure_a_rounding_another_version_and_a_slice_are_no_change(said):
    assert changed(said) is None


def test_in_a_reply_only_what_is_plainly_the_projects_own_counts():
    assert changed("We built one. Two layers. Watch time gained 0.2 percent.", reply=True) is None
    assert changed("No, overall we saw that watch time rose 5 percent.", reply=True) is not None


@pytest.mark.parametrize(
    ("before", "now", "late"),
    [
        ("We never tested a transformer.", "We did run one, and it was 0.2 percent for 25 milliseconds.", True),
        ("I don't have that number.", "It was 14 percent less compute.", True),
        ("We didn't measure it.", "I'd guess it would be two percent.", False),
        ("We measured it once.", "It was 0.2 percent.", False),
        ("We never tested a transformer.", "We still never tested it, the budget was 80 milliseconds.", False),
    ],
)
def test_a_figure_for_what_had_not_been_measured_is_late(before, now, late):
    assert bool(consistency.late([before], now)) == late


@pytest.mark.parametrize(
    ("text", "metric", "sum_"),
    [
        ("p95 went from 92 ms to 74 ms.", "p95", "92 ms to 74 ms is -19.6 %"),
        ("The click-through rate rose from 4% to 5%.", "click-through", "4% to 5% is +25.0 %, +1 points"),
        ("We serve 120k QPS at a p95 latency of 74 ms.", "", "120k a second × 74 ms ≈ 8,900 in flight, an upper bound at p95"),
        ("False positive rate was 0.32% on 200 million comments a day.", "false positive", "0.32% of 200 million a day ≈ 640k wrongly flagged a day"),
        ("Cost fell 12%.", "cost", ""),
    ],
)  # fmt: skip
def test_the_sum_that_belongs_to_a_claim_is_worked_out(text, metric, sum_):
    claims = extract(text)
    claim = next(c for c in claims if metric in c.metric.lower() and (metric or c.unit == "qps"))
    assert worked_out(claim, claims, {0: text}).startswith(sum_)
