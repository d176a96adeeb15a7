"""The figures a candidate states, written and spoken: what is read, what it measures, and what is left alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.claims import extract, faults, gaps

# said | the claim's own words | metric | before | after | unit (a dash: nothing)
STATED = """
We cut p99 from 92 to 74 ms. | from 92 to 74 ms | p99 latency | 92 | 74 | ms
p99 92→74 ms | 92→74 ms | p99 latency | 92 | 74 | ms
latency went from ninety two to seventy four milliseconds | from ninety two to seventy four milliseconds | latency | 92 | 74 | ms
latency went from 92 all the way down to 74 ms | from 92 all the way down to 74 ms | latency | 92 | 74 | ms
it used to be 120, now 80 | used to be 120, now 80 | - | 120 | 80 | -
it used to be a hundred and twenty milliseconds and now it's eighty | used to be a hundred and twenty milliseconds and now it's eighty | - | 120 | 80 | ms
it was 120 ms before, and now it's 80 | was 120 ms before, and now it's 80 | - | 120 | 80 | ms
92 ms before, 74 after | 92 ms before, 74 | - | 92 | 74 | ms
74 ms, down from 92 | 74 ms, down from 92 | - | 92 | 74 | ms
the bill is $30k, up from $20k | $30k, up from $20k | bill | 20000 | 30000 | $
I cut it to 74 ms from 92 | 74 ms from 92 | - | 92 | 74 | ms
response time dropped from 1.2 s to 800 ms | from 1.2 s to 800 ms | response time | 1200 | 800 | ms
memory dropped from 11 GB to under 3 GB | from 11 GB to under 3 GB | memory | 11 | 3 | GB
Model iteration cycle 14 days → 6 days | 14 days → 6 days | iteration cycle | 14 | 6 | day
Skew incidents went from 10/quarter to 2/quarter | from 10/quarter to 2/quarter | incidents | 10 | 2 | -
CTR went from 4% to 5% | from 4% to 5% | CTR | 4 | 5 | %
conversion rose from two to two and a half percent | from two to two and a half percent | conversion | 2 | 2.5 | %
we grew from 1.2 to 1.5 million users | from 1.2 to 1.5 million users | - | 1200000 | 1500000 | users
AUC .79 → .81 | .79 → .81 | AUC | 0.79 | 0.81 | -
AUC went from point seven nine to point eight one | from point seven nine to point eight one | AUC | 0.79 | 0.81 | -
NDCG@10 improved from 0.42 to 0.45 | from 0.42 to 0.45 | NDCG@10 | 0.42 | 0.45 | -
we brought training time down from three weeks to four days | from three weeks to four days | training time | 21 | 4 | day
throughput went up from 8k to 12k QPS | from 8k to 12k QPS | throughput | 8000 | 12000 | qps
74 ms instead of 92 | 74 ms instead of 92 | - | 92 | 74 | ms
the cost fell from forty grand to twenty five grand a month | from forty grand to twenty five grand a month | cost | 40000 | 25000 | $
25% faster | 25% faster | - | - | 25 | %
minus 25 per cent | minus 25 per cent | - | - | -25 | %
a 25% reduction in latency | 25% reduction in latency | latency | - | 25 | %
we cut latency by 25% | cut latency by 25% | latency | - | 25 | %
latency is down by about fifteen percent | down by about fifteen percent | latency | - | 15 | %
fifteen percent lift in CTR | fifteen percent lift in CTR | CTR | - | 15 | %
engagement is up about 3 percent | up about 3 percent | engagement | - | 3 | %
+3.2% watch-time | +3.2% | watch-time | - | 3.2 | %
watch time rose two and a half percent | rose two and a half percent | watch time | - | 2.5 | %
up two points | up two points | - | - | 2 | pp
we gained two points of AUC | gained two points | AUC | - | 2 | pp
conversion went up 0.8 percentage points | up 0.8 percentage points | conversion | - | 0.8 | pp
50 bps of CTR | 50 bps | CTR | - | 0.5 | pp
retention improved by half a percent | improved by half a percent | retention | - | 0.5 | %
D7 retention is up 0.6 pp | up 0.6 pp | D7 retention | - | 0.6 | pp
machine cost went down nineteen per cent | down nineteen per cent | cost | - | 19 | %
99.9% uptime | 99.9% | uptime | - | 99.9 | %
cache hit rate of 85% | 85% | cache hit rate | - | 85 | %
ninety nine point nine percent availability | ninety nine point nine percent | availability | - | 99.9 | %
12–15% compute | 12–15% | compute | - | 13.5 | %
between 10 and 15 percent of users | between 10 and 15 percent | - | - | 12.5 | %
it costs eight or nine percent | eight or nine percent | costs | - | 8.5 | %
down by a third | down by a third | - | - | 33.3333333333 | %
a quarter fewer requests | a quarter fewer | - | - | 25 | %
two thirds of the traffic | two thirds of the traffic | traffic | - | 66.6666666667 | %
p99 of 80 ms | 80 ms | p99 latency | - | 80 | ms
p99 is 80 ms | 80 ms | p99 latency | - | 80 | ms
18 ms p95 | 18 ms | p95 latency | - | 18 | ms
the ninety-fifth percentile is 70 milliseconds | 70 milliseconds | p95 latency | - | 70 | ms
the 99th percentile sits at 140 ms | 140 ms | p99 latency | - | 140 | ms
p ninety nine of eighty milliseconds | eighty milliseconds | p99 latency | - | 80 | ms
p ninety five is seventy | seventy | p95 latency | - | 70 | -
a median of 1.7 ms | 1.7 ms | p50 latency | - | 1.7 | ms
mean latency is three milliseconds | three milliseconds | mean latency | - | 3 | ms
p99.9 was 400 ms | 400 ms | p99.9 latency | - | 400 | ms
the upload service's p99 is 80 ms | 80 ms | upload service p99 latency | - | 80 | ms
in our case p99 is 80 ms | 80 ms | p99 latency | - | 80 | ms
for the ranker p99 is 80 ms | 80 ms | ranker p99 latency | - | 80 | ms
our p99 budget is 100 ms | 100 ms | budget p99 latency | - | 100 | ms
the end-to-end p99 is 200 ms | 200 ms | end-to-end p99 latency | - | 200 | ms
if we did that, p99 would be 120 ms | 120 ms | expected p99 latency | - | 120 | ms
12k QPS | 12k QPS | - | - | 12000 | qps
20,000 requests per second | 20,000 requests per second | - | - | 20000 | qps
two hundred k requests per second | two hundred k requests per second | - | - | 200000 | qps
8 thousand qps at peak | 8 thousand qps | - | - | 8000 | qps
5 million requests a day | 5 million requests a day | - | - | 5000000 | items
we serve two hundred fifty thousand queries a second | two hundred fifty thousand queries a second | - | - | 250000 | qps
a thousand requests an hour | a thousand requests an hour | - | - | 1000 | items
300 a second | 300 a second | - | - | 300 | -
forty million sends a day | forty million | - | - | 40000000 | -
n=1,200 | n=1,200 | sample size | - | 1200 | items
n = 50k | n = 50k | sample size | - | 50000 | items
a sample size of 4,000 | sample size of 4,000 | sample size | - | 4000 | items
3 million users | 3 million users | - | - | 3000000 | users
one and a half million users | one and a half million users | - | - | 1500000 | users
half a million creators | half a million creators | - | - | 500000 | users
1.2M impressions | 1.2M impressions | - | - | 1200000 | items
20 billion impressions a day | 20 billion impressions a day | - | - | 20000000000 | items
8,192 pairs | 8,192 pairs | - | - | 8192 | items
we labelled twelve thousand examples | twelve thousand examples | - | - | 12000 | items
300 million ids | 300 million ids | - | - | 300000000 | items
on three machines | three machines | - | - | 3 | items
$40k a month | $40k a month | - | - | 40000 | $
forty grand a month | forty grand a month | - | - | 40000 | $
4,000 dollars | 4,000 dollars | - | - | 4000 | $
$0.42 per million inferences | $0.42 per million inferences | - | - | 0.42 | $
about 72,000 dollars a day | about 72,000 dollars a day | - | - | 72000 | $
2 million bucks | 2 million bucks | - | - | 2000000 | $
3x faster | 3x faster | - | - | 3 | x
three x | three x | - | - | 3 | x
it's 2.5x cheaper | 2.5x cheaper | - | - | 2.5 | x
twice as fast | twice as fast | - | - | 2 | x
latency halved | halved | latency | - | 0.5 | x
we nearly halved the cost | nearly halved the cost | cost | - | 0.5 | x
throughput doubled | doubled | throughput | - | 2 | x
revenue tripled | tripled | revenue | - | 3 | x
four times as many requests | four times | - | - | 4 | x
ten times faster | ten times faster | - | - | 10 | x
80 ms | 80 ms | - | - | 80 | ms
a hundred and twenty milliseconds | a hundred and twenty milliseconds | - | - | 120 | ms
one twenty milliseconds | one twenty milliseconds | - | - | 120 | ms
40 microseconds | 40 microseconds | - | - | 0.04 | ms
over 200 TB | over 200 TB | - | - | 200 | TB
six gigs of memory | six gigs | memory | - | 6 | GB
a 30-minute job | 30-minute | - | - | 30 | min
it took two or three weeks | two or three weeks | - | - | 17.5 | day
five months | five months | - | - | 150 | day
800 seconds a request | 800 seconds a request | - | - | 800 | s
7B params | 7B params | - | - | 7000000000 | items
a 7B model | 7B | - | - | 7000000000 | -
seven billion parameters | seven billion parameters | - | - | 7000000000 | items
512 MB | 512 MB | - | - | 512 | MB
recall@200 0.62 | 0.62 | recall@200 | - | 0.62 | -
recall@200 was 0.62 | 0.62 | recall@200 | - | 0.62 | -
recall at 200 of point six two | point six two | recall at 200 | - | 0.62 | -
NDCG@10 of 0.45 | 0.45 | NDCG@10 | - | 0.45 | -
point eight one AUC | point eight one | AUC | - | 0.81 | -
AUC of 0.81 | 0.81 | AUC | - | 0.81 | -
F1 is 0.9 | 0.9 | F1 | - | 0.9 | -
accuracy of 93 percent | 93 percent | accuracy | - | 93 | %
log loss of 0.31 | 0.31 | log loss | - | 0.31 | -
a p-value of 0.03 | 0.03 | p-value | - | 0.03 | -
p < 0.05 | < 0.05 | p | - | 0.05 | -
batch size of 8,192 | 8,192 | batch size | - | 8192 | -
concurrency of 64 | 64 | concurrency | - | 64 | -
about 1,000 in flight | about 1,000 in flight | - | - | 1000 | items
sub-100ms latency | 100ms | latency | - | 100 | ms
48 requests in flight | 48 requests in flight | - | - | 48 | items
retention improved by half a percent | improved by half a percent | retention | - | 0.5 | %
it cost a tenth of a point of AUC | a tenth of a point | AUC | - | 0.1 | pp
we lost two tenths of a percent of watch time | lost two tenths of a percent | watch time | - | 0.2 | %
latency is down by about fifteen percent | down by about fifteen percent | latency | - | 15 | %
48 requests in flight | 48 requests in flight | - | - | 48 | items
CTR was 3.4 percent | 3.4 percent | CTR | - | 3.4 | %
revenue is up one and a half percent | up one and a half percent | revenue | - | 1.5 | %
the p50 went from forty to thirty milliseconds | from forty to thirty milliseconds | p50 latency | 40 | 30 | ms
staleness went from two hours to ten minutes | from two hours to ten minutes | staleness | 120 | 10 | min
the error rate fell from 0.3% to 0.08% | from 0.3% to 0.08% | error rate | 0.3 | 0.08 | %
MTTR is down to forty minutes | down to forty minutes | MTTR | - | 40 | min
a cold start takes 12 seconds | 12 seconds | - | - | 12 | s
churn dropped by three percent | dropped by three percent | churn | - | 3 | %
seven hundred fifty thousand users | seven hundred fifty thousand users | - | - | 750000 | users
GMV was up 1.8% | up 1.8% | GMV | - | 1.8 | %
"""
NO_CLAIM = """
In 2021 we rewrote it.
since 2019 and until 2023
We did two things.
First, I looked at the logs; second, I asked the team.
It's one of the best.
We used GPT-4 and ResNet-50.
Layer 3 is the problem.
We return the top 10.
It runs 24/7.
In step 2 we rank.
Version 2 of the model.
INT8, fp16 and bf16 on an H100.
a 5x5 kernel
a 3D model
the A/B test at 10:30
It split 50/50.
two-tower model
one second, let me think
at this point one of us left
the 2-2 level
Python 3.11
Question 4 was hard.
Four engineers and I.
I have two questions.
three nines
D7 and D30
the 7-bit weights
the first and the second
a 401 error
on the 3rd try
a 95% confidence interval
recall@200 matters most
I looked at p99 and p95.
a hundred things went wrong
Wednesday at nine
one user
"""


def rows(table: str) -> list[str]:
    return [line for line in table.strip().splitlines() if line]


@pytest.mark.parametrize("row", rows(STATED))
def test_a_figure_is_read_as_it_was_said(row):
    said, text, metric, before, after, unit = ("" if cell == "-" else cell for cell in row.split(" | "))
    (claim,) = extract(said, turn=3)
    assert (claim.text, claim.metric, claim.unit, claim.turn) == (text, metric, unit, 3)
    assert claim.before == (float(before) if before else None)
    assert claim.after == pytest.approx(float(after))


@pytest.mark.parametrize("said", rows(NO_CLAIM))
def test_names_years_and_figures_of_speech_are_no_claims(said):
    assert extract(said) == ()


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        (
            "p95 went from 92 to 74 ms; p99 from 140 → 120 ms.",
            [("p95 latency", 92, 74, "ms"), ("p99 latency", 140, 120, "ms")],
        ),
        (
            "+3.2% watch-time, +2.1% session length vs control",
            [("watch-time", None, 3.2, "%"), ("session length", None, 2.1, "%")],
        ),
        ("for the ranker p99 is 80 ms and p95 is 70", [("ranker p99 latency", None, 80, "ms"), ("ranker p95 latency", None, 70, "")]),
        ("1% of traffic for two weeks", [("share of traffic", None, 1, "%"), ("", None, 14, "day")]),
        ("12k QPS at 50 ms on 40 hosts", [("", None, 12_000, "qps"), ("", None, 50, "ms"), ("", None, 40, "items")]),
        ("5 million of our 3 million users", [("part of users", None, 5e6, "users"), ("", None, 3e6, "users")]),
        ("between one hundred and two hundred milliseconds", [("", None, 150, "ms")]),
        ("The mean is 3 ms and the p99 is 40 ms.", [("mean latency", None, 3, "ms"), ("p99 latency", None, 40, "ms")]),
        ("Cost is down 12% and AUC is down 0.1 pp.", [("Cost", None, 12, "%"), ("AUC", None, 0.1, "pp")]),
        ("Retrieval takes 20 ms, ranking 50 ms.", [("", None, 20, "ms"), ("", None, 50, "ms")]),
    ],
)  # fmt: skip
def test_each_figure_of_a_sentence_keeps_its_own_metric(said, claims):
    assert [(c.metric, c.before, c.after, c.unit) for c in extract(said)] == claims


@pytest.mark.parametrize(
    "said",
    [
        "CTR went up 3% in an A/B test.",
        "CTR went up 3%. That was on one percent of traffic.",
        "We had n=1,200 an arm. CTR went up 3%.",
        "CTR went up 3%, the interval is two to four.",
        "CTR is up 3% compared to the old ranker.",
        "AUC went from .79 to .81 on the held-out week.",
        "CTR went up 3% with p < 0.01.",
        "Shadow traffic first. p99 was 80 ms.",
        "CTR is up 3%, 95% confidence interval above zero.",
        "CTR went up 3%, measured on 40,000 users.",
    ],
)
def test_a_test_a_sample_or_an_interval_supports_a_claim(said):
    assert all(claim.supported for claim in extract(said) if claim.metric.startswith(("CTR", "AUC", "p99")))


@pytest.mark.parametrize(
    "said",
    [
        "CTR went up 3%.",
        "p99 is 80 ms.",
        "We ran an A/B test. It was in spring. Everyone was on holiday. CTR went up 3%.",
        "Latency went from 92 to 74 ms and people were happy.",
    ],
)
def test_a_figure_on_its_own_is_not_supported(said):
    assert not any(claim.supported for claim in extract(said))


def test_what_is_supposed_is_not_named_like_what_is():
    now, supposed = extract("Our p99 is 80 ms. If we added a transformer, p99 would be 120 ms.")
    assert now.metric == "p99 latency"
    assert supposed.metric.startswith("expected")


WORDS = st.sampled_from(
    "from to 92 74 ms p99 p95 → 25% half a an of point eight one ninety two million k users QPS at - – $ n= , . and twice "
    "recall@200 0.62 AUC went down by GPT-4 24/7 we used Kafka it got much faster İ \u212a 模型 🙂 \u200b per day 1e9 1,200".split()
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=25).map("".join), st.text(max_size=200)
    )
)
def test_any_text_is_read_and_every_offset_is_true(text):
    claims = extract(text, turn=1)
    assert all(text[c.start : c.end] == c.text and c.text for c in claims)
    assert [c.start for c in claims] == sorted(c.start for c in claims)
    assert all(fault.turn == 1 for fault in faults(claims, 1))
    assert all(gap.quote in text for gap in gaps(text))


@pytest.mark.parametrize(
    "piece",
    [
        "We cut p99 from 92 to 74 ms on 12k QPS, then looked at retention for a week. ", "one ", "5 -", "25% ", "a-", ".", "half a ",
        "halved ", "one and ", "auc,", "1,", "9", "\n", " ", "p99 of 80 ms ", "improved a-a", "we used ", "cut x", "🙂", "it got ",
    ],
)  # fmt: skip
def test_forty_thousand_characters_of_anything_are_read_in_a_moment(piece):
    text = (piece * 40_000)[:40_000]
    started = time.process_time()
    claims = extract(text)
    faults(claims, 0)
    gaps(text)
    assert time.process_time() - started < 1.5  # measured below 0.3 s; room for a slow machine


def test_an_answer_of_two_hundred_words_takes_a_few_milliseconds():
    text = (
        "We looked at recall for people with several follows, since the average hides it. p99 went from 92 to 74 ms. "
        * 10
    )
    took = []
    for _ in range(5):
        started = time.process_time()
        extract(text)
        took.append(time.process_time() - started)
    assert min(took) < 0.015
