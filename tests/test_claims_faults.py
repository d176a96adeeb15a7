"""Sums that do not hold are pointed out, sound ones never; and what an answer leaves open is seen."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.claims import Fault, Gap, extract, faults, gaps

# kind | turns, parted by //
FAULTY = """
change | We cut p99 from 92 to 74 ms, a 25% reduction.
change | p99 went from ninety two to seventy four milliseconds, so down twenty five percent.
change | Latency was halved, from 90 to 60 ms.
change | It used to be 120 ms, now 80, so we halved it.
change | We doubled throughput, from 8k to 11k QPS.
change | Training time went from 10 hours to 5 hours, 4x faster.
change | CTR went from 4% to 5%, up 1%.
change | CTR went from 4% to 5%, up 25 points.
change | AUC went from 0.79 to 0.81, up eight points.
change | Memory dropped from 11 GB to 3 GB, a 50% saving.
change | The bill went from $40k to $30k a month, down 40%.
change | Cost fell from forty grand to thirty grand, a forty percent drop.
change | p99 latency went from 92 to 74 ms. // As I said, we cut p99 latency by 40%.
change | The error rate fell from 0.3% to 0.1%, down 20%.
change | The iteration cycle went from 14 days to 6 days, cut by 80%.
change | p95 92→74 ms (-30%).
change | It was 100 ms before, now 90, down by a third.
change | Throughput tripled, from 10k to 17k QPS.
percentile-order | p99 is 80 ms and p95 is 92 ms.
percentile-order | Our p50 is 90 ms and the p99 is 60 ms.
percentile-order | p ninety five is a hundred and twenty milliseconds, p ninety nine is eighty milliseconds.
percentile-order | The ranker p95 is 92 ms. // The ranker p99 is 40 ms.
percentile-order | p95 went from 92 to 74 ms, p99 from 70 to 60 ms.
percentile-order | The median is 50 ms and the 99th percentile is 45 ms.
littles-law | 20k QPS at 50 ms, so about 100 in flight.
littles-law | At 200 requests per second and 50 ms we have 5,000 in flight.
littles-law | We take 20k QPS at 50 ms on 3 instances.
littles-law | We do 5,000 QPS with 200 ms each, so 60 concurrent requests.
rate-volume | We serve 100 QPS, that's 500 million requests a day.
rate-volume | A hundred QPS at peak. // That's five hundred million requests a day.
rate-volume | We get 5 million requests a day, so about 20k QPS.
rate-volume | It handles two million queries a day at 2,000 QPS.
part-whole | 5 million of our 3 million users saw it.
part-whole | We found 1,400 of the 1,200 samples were wrong.
part-whole | Traffic is split into 60% mobile, 30% desktop and 25% tablet.
same-metric-two-values | Our p99 latency is 80 ms. // The p99 latency is 120 ms, and that worried me.
same-metric-two-values | The ranker p99 is eighty milliseconds. // So ranker p99 of 150 ms was fine for us.
same-metric-two-values | p99 latency went from 92 to 74 ms. // Our p99 latency is 140 ms.
lift | CTR went up 3%.
lift | We got a fifteen percent lift in watch time.
lift | Conversion rose two points.
lift | Retention improved by 4% and everyone was happy.
impossible | AUC was 1.2.
impossible | We got a recall of 120%.
impossible | It ran with a latency of minus 5 ms.
impossible | The probability was 1.4.
impossible | Accuracy is 104 percent.
change | Recall@200 went from 0.58 to 0.62, a twenty percent lift.
change | We cut p99 from 92 to 74 ms in production, which is 40% lower.
percentile-order | In our case p99 is 40 ms and p95 is 60 ms.
change | We went from 92 to 74 ms, that's forty percent.
change | CTR went from 4 to 5 percent, which is 50%.
change | The index shrank from 40 GB to 10 GB, so we halved it.
percentile-order | p99 is 60. p95 is 80. p50 is 12 milliseconds.
littles-law | 120k QPS at 74 milliseconds is roughly ninety thousand in flight.
rate-volume | We see 40 QPS, so two hundred million queries a day.
lift | GMV grew by a fifth.
percentile-order | Checkout p95 is 90 ms and p99 is 75 ms.
percentile-order | p99.9: 210 ms, p99: 260 ms.
change | The reject rate was 8% and it is 6% now, which is a 50% reduction.
rate-volume | It runs four hundred times a second, that's 350 million predictions a day.
part-whole | We dropped 1,500 of the 1,300 annotations.
"""
SOUND = """
We cut p99 from 92 to 74 ms, about 20% lower.
p99 went from 92 to 74 ms, a 19.6% reduction.
p99 went from 92 to 74 ms, 25% faster.
We cut p99 from 92 to 74 ms, more than 15% off.
Latency nearly halved, from 100 to 52 ms.
CTR went from 4% to 5%, up one point, over n=1.2 million users.
CTR went from 4% to 5%, up 25%, in an A/B test.
AUC went from 0.79 to 0.81, up two points.
AUC .79 → .81, so two and a half percent better.
p99 from 92 to 74 ms and 25% fewer machines.
p99 from 92 to 74 ms, and cost is down 40%.
Throughput doubled from 100 to 210 QPS.
The iteration cycle went from 14 days to 6 days (–57%).
Skew incidents are down 80%, from 10/quarter to 2/quarter.
p50 is 40 ms, p95 is 70, p99 is 80 ms.
The ranker p95 is 92 ms and the retrieval p99 is 20 ms.
p99 used to be 92 ms, now 74. p95 was 80 before that.
Our p99 budget is 80 ms, and p95 is 92 ms without batching.
20k QPS at 50 ms, so about 1,000 in flight.
20k QPS at a p99 of 80 ms, so about 700 in flight.
We take 20k QPS at 50 ms on 300 instances.
We serve 100 QPS, that's 8 million requests a day.
We serve 2k QPS at peak, 50 million requests a day.
2 million of our 3 million users saw it.
Traffic is split into 60% mobile, 30% desktop and 10% tablet.
60% of users are on mobile and 70% of users are under 30.
Our p99 latency is 80 ms. // If we added a transformer, p99 latency would be 120 ms.
Our p99 latency is 80 ms. // The p99 latency is 82 ms.
Our ranker p99 latency is 80 ms. // The retrieval p99 latency is 20 ms.
Our p99 latency is 80 ms. // Then p99 latency went from 80 to 60 ms.
CTR went up 3% over two weeks on 1% of traffic.
CTR is up 3%, and the interval is 2 to 4.
We'd expect a 3% lift in CTR.
Watch time is up 120% since launch, measured against a holdout of 2 million users.
AUC is 81.
We saw recall rise by 120%, as it started at almost nothing.
p95 went down 18 ms, a change of -18 ms in latency.
Upload p50 is 120 ms, download p99 is 100 ms.
Uploads take 120 ms at p50, downloads 100 ms at p99.
Writes: p50 210 ms. Reads: p95 180 ms.
Login p99 latency is 80 ms. // Checkout p99 latency is 120 ms.
We promise a p95 of 300 ms and we see a p99 of 240.
We allow 2,000 in flight, and at 6k QPS and 50 ms we use 300 of them.
We shrank it from 80k tokens to 60k tokens and lost 0.4% of accuracy.
"""
DEFENCES = """
I owned the ranker for the home feed. We serve about 120k QPS and p95 was 92 ms, which was over the 80 ms budget. I quantised the DLRM to int8 and batched requests, and p95 came down to 74 ms, p99 from 140 to 120. Compute went down 12 percent and AUC lost about a tenth of a point. In the A/B over two weeks watch time was up 3.2 percent plus or minus 0.4. // So 120k times 74 milliseconds is roughly nine thousand in flight per data center, and we sized for 60 percent headroom. // Before that the retrieval took 20 ms and the re-ranker 5.
Our retrieval recall at 200 went from 0.58 to 0.62, so about seven percent relative. Online it was a 0.4 percent lift in follows on one percent of traffic for two weeks, with hides flat. // The p99 latency of retrieval is 25 ms, the ranker's p99 is 60. End to end p99 is 110 ms.
We had three million sellers and about 400 thousand of them were active. I labelled twelve thousand examples, 8,000 for training, 2,000 for validation and 2,000 for test. F1 was 0.81, up from 0.74. That's seven points. // On the second test set F1 was 0.78.
Training took 14 days, now it takes 6, so 57 percent less. GPU cost fell from forty to twenty eight thousand dollars a month, that's thirty percent. // We used 64 A100s before and 48 now, a quarter fewer.
Peak is 20k QPS, on an ordinary day we see 600 million requests a day. The median latency is 12 ms, p99 is 80 ms. At 20k with 12 ms mean that's 240 in flight. // We run 40 replicas with 8 threads each.
CTR was 4.0 percent in control and 4.2 in treatment, so plus five percent relative, p below 0.01, 2 million users an arm. // So it's 0.2 points.
The p99 was 80 ms in us-east and 120 ms in Singapore. // In Singapore p99 was 120 because of the network.
First version had a p99 of 300 ms. I profiled it and got p99 down to 90 ms. // After caching, p99 is 45 ms.
My model is 7B and takes 14 GB in fp16, 7 GB in int8, so half. Time to first token went from 900 ms to 300, three times faster. Throughput doubled from 40 to 85 tokens a second.
About 60 percent of the requests hit the cache, 30 percent go to the small model and 10 percent to the large one. Cost per thousand requests went from 42 cents to 18 cents, so a bit more than half saved.
Latency went from 92 to 74 milliseconds at p95. That's twenty percent. And the p50 went from 40 to 35.
We reduced the error rate from 0.3 percent to 0.08 percent, almost four times lower.
retention went from 40 to 41 percent that's one point or two and a half percent relative measured in a holdout
GMV up 1.8 percent, conversion up 2.1, in a four week test with 5 percent of buyers
We saw a 30% drop in complaints, 12% fewer hides, and sends went down from 10 million to 6 million a day, 40 percent.
the model had a hundred and twenty million parameters, we distilled it to thirty million, four times smaller, lost half a point of AUC
p99 is 80. p95 is 60. p50 is 12 milliseconds.
we had 10 incidents a quarter and after it 2, so down eighty percent
Half of the users never scroll past the third video, 30 percent leave within ten seconds and 60 percent are back next day.
With batch 32 p99 latency is 140 ms. With batch 8 p99 latency is 80 ms. // With batch 16 p99 latency is 100 ms.
On the old host p99 latency is 200 ms. // And the canary p99 latency is 150 ms, p95 of everything else is 160.
We got from 8 hours to 2 hours, that's 75 percent, or 4x.
The index has 40 million vectors of 256 dims, that's 40 GB in fp32, 10 GB in int8, so 75 percent saved.
Uptime went from 99.9% to 99.99%, ten times fewer errors.
Accuracy went from 90% to 95%, which halved the errors.
Error went from 10% to 5%, so accuracy is up 5 points.
We halved the latency, from 100 to 48 ms. // p99 latency was 210 ms on the CPU path.
Sixty percent of the traffic is mobile, and 70 percent of it is Android.
The p99 was 80 ms. Sorry, 90 ms. // Yes, the p99 was 90 ms.
p99 of the whole request is 180 ms. // The p95 of the ranker alone is 60, of the whole request 120.
We went from 3 engineers to 7, so we doubled the team.
Our p50 was 80 ms. We moved to GPU. p99 is now 40 ms.
It took 92 ms at p95 and after the change 74 at p95, that's minus 18.
Precision went from 0.70 to 0.84, that's 20 percent better or 14 points.
It costs 3x less, from $90k to $30k.
I cut the training cost by 40 percent, from 10 to 6 thousand dollars, and the time by 25 percent, from 8 to 6 hours.
Latency is 92 ms, so with 30 percent headroom we could take 120.
We get 2 million QPS across the fleet, 5k QPS per host, so 400 hosts. Each request takes 20 ms.
Recall went from 60 to 75 percent, so a 25 percent improvement; precision fell from 90 to 88, two points.
We were at p99 = 140 ms and p50 = 20 ms; after caching p99 = 90 ms and p50 = 5 ms.
We use a batch of 512 on 8 GPUs, 64 each, and 20k requests per second at 10 ms.
We improved p95 from 110 ms to 90 ms (18%), p99 from 200 ms to 150 ms (25%).
Storage dropped by 60%, from 5 TB to 2 TB, and cost per GB by 10%.
p99 went from 92 to 74 ms, and GPU use fell 40%.
Latency went from 92 to 74 ms, and the number of timeouts was down 60%.
Latency dropped from 92 to 74 ms. Training is 3x faster now.
Latency went from 92 to 74 ms at 30% load.
It went from 92 to 74 ms and 12% cheaper.
The model went from 400 to 250 MB and it is 3x faster.
p99 went from 92 to 74 ms with 20% of traffic.
p95 is 2 s and p99 is 3.
p99 is about 80 ms and p95 about 82.
"""
GAPS = """
measurement | It got much faster.
measurement | Engagement improved a lot after the launch.
measurement | The new ranker performed really well.
measurement | Latency dropped significantly.
measurement | We saw a huge improvement in retention.
measurement | That worked really well in production.
measurement | I significantly improved the quality of recommendations.
measurement | The results were great.
measurement | Users loved it.
measurement | Training became a lot cheaper.
measurement | I reduced the cost dramatically.
measurement | In the end the model was much more accurate.
measurement | I think engagement went up a lot.
measurement | so we shipped it and uh it got way faster and everybody was happy
measurement | It was a huge success.
alternative | We used Kafka.
alternative | I'd go with a transformer.
alternative | I would use Redis for the features.
alternative | We went with XGBoost. Training ran every night.
alternative | I chose a two-tower model.
alternative | We decided on a message queue.
alternative | Then we used Spark to build the training set.
alternative | I'd use focal loss. That handles the imbalance.
alternative | We built a feature store.
alternative | We ended up using Flink.
ownership | We designed the pipeline, we built the features, our model went live and we watched the metrics.
ownership | We had a problem. We looked into it. We fixed it. Our users came back.
ownership | Our team owned ranking, we rewrote it and we launched it, which gave us room.
"""
NO_GAP = """
It got much faster, from 92 to 74 ms.
It got much faster. We measured it on replayed traffic.
It would get much faster.
If engagement improved a lot we'd ship it.
Usually that works really well.
Latency dropped significantly. The p99 is at 80 ms.
It didn't get much faster.
Did it get much better?
We used Kafka because the team already ran it.
I'd go with a transformer rather than an LSTM.
We used Redis. Cassandra was slower on our reads.
We went with XGBoost over a neural network.
We used to train nightly.
I considered a two-tower model and chose a cross-encoder.
We used the last week of logs.
We built it, and I owned the ranking. We launched it and our users stayed.
We send a packet, we wait, we get the acknowledgement and we send our next one.
We launched it and our users stayed.
I'd use Redis, since a lookup is one hop.
Should we use Kafka?
我们用了更快的模型。
"""


def rows(table: str) -> list[str]:
    return [line for line in table.strip().splitlines() if line]


def heard(said: str) -> list[Fault]:
    """Every fault of an interview in which these turns were said one after the other."""
    claims, found = [], []
    for turn, part in enumerate(said.split(" // ")):
        claims += extract(part, turn)
        found += faults(claims, turn, part)
    return found


@pytest.mark.parametrize("row", rows(FAULTY))
def test_a_sum_that_does_not_hold_is_pointed_out_once(row):
    kind, said = row.split(" | ")
    (fault,) = heard(said)
    assert fault.kind == kind
    assert fault.quote in said.split(" // ")[fault.turn]
    assert fault.other_quote in said
    assert re.match(r"[A-Z0-9\"]|p\d", fault.says)
    assert fault.says.endswith(("?", "."))
    assert "{" not in fault.says


@pytest.mark.parametrize("said", [*rows(SOUND), *rows(DEFENCES)])
def test_a_sum_that_holds_is_never_held_against_the_candidate(said):
    assert heard(said) == []


def test_what_a_strong_candidate_says_is_never_accused(bank):
    said = [
        line
        for question in bank.questions.values()
        for line in (
            question.strong,
            *(like for point in question.points for like in point.like),
            *(reply for push in question.pushbacks for reply in push.held_by),
        )
    ]
    accused = [(line, fault.says) for line in said for fault in heard(line)]
    assert len(said) > 2000
    assert accused == []


@settings(max_examples=150, deadline=None)
@given(st.integers(20, 900), st.floats(0.3, 0.9), st.sampled_from(["down {}%", "a {}% reduction", "{} percent lower"]))
def test_honest_rounding_is_never_accused_and_twice_the_truth_always_is(before, left, wording):
    after = round(before * left)
    drop = 100 * (before - after) / before
    for digits in (0, 1):
        said = wording.format(round(drop, digits) if digits else round(drop))
        assert heard(f"We brought p99 from {before} to {after} ms, {said}.") == []
    said = wording.format(round(2 * drop))
    assert [f.kind for f in heard(f"We brought p99 from {before} to {after} ms, {said}.")] == ["change"]


def test_only_the_turn_just_heard_is_challenged():
    claims = extract("We cut p99 from 92 to 74 ms, a 25% reduction.", 0) + extract("It runs on 40 hosts.", 1)
    assert [f.kind for f in faults(claims, 0)] == ["change"]
    assert faults(claims, 1) == ()


def test_the_sum_is_shown_and_the_remedy_is_not():
    (fault,) = heard("We cut p99 from 92 to 74 ms, a 25% reduction.")
    assert "92" in fault.says
    assert "74 ms" in fault.says
    assert "19.6%" in fault.says
    assert fault.quote == "25% reduction"
    assert fault.other_quote == "from 92 to 74 ms"


def test_the_same_figures_are_always_put_in_the_same_words_and_others_not():
    said = [f"We cut p99 from 92 to 74 ms, a {n}% reduction." for n in range(40, 60)]
    first, again = ([heard(line)[0].says for line in said] for _ in range(2))
    assert first == again
    assert len({re.sub(r"\d+", "", line) for line in first}) == 3


def test_a_contradiction_quotes_the_new_turn_first():
    (fault,) = heard("Our p99 latency is 80 ms. // The p99 latency is 120 ms, and that worried me.")
    assert (fault.turn, fault.quote, fault.other_quote) == (1, "120 ms", "80 ms")


@pytest.mark.parametrize("row", rows(GAPS))
def test_a_gap_is_seen_and_its_sentence_quoted(row):
    kind, said = row.split(" | ")
    (gap,) = gaps(said)
    assert gap.kind == kind
    assert gap.quote in said


@pytest.mark.parametrize("said", ["", *rows(NO_GAP)])
def test_a_reason_a_measurement_or_an_owner_leaves_no_gap(said):
    assert gaps(said) == ()


def test_each_kind_of_gap_is_named_once():
    said = "We used Kafka. We used Redis. It got much faster. Our costs dropped dramatically. We shipped it and our users stayed."
    assert gaps(said) == (
        Gap(kind="measurement", quote="It got much faster."),
        Gap(kind="alternative", quote="We used Kafka."),
        Gap(kind="ownership", quote="We used Kafka."),
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("0.5% of 200 million comments a day is 100,000 wrong blocks a day.", "part-whole"),
        ("We save $20k a month, so $500k a year.", "sum"),
        ("We run 64 hosts with 16 GB each, so 512 GB in total.", "sum"),
        ("We process 60 million offers a night, 1,500 a second for four hours.", "rate-volume"),
        ("We pay $0.40 per thousand requests, and at 10 million requests a day that's $40,000 a day.", "sum"),
        ("Ten million vectors of 128 floats at 4 bytes each take 50 GB.", "sum"),
        ("Of 2 million sellers, 3 million opened the page.", "part-whole"),
    ],
)
def test_a_sum_said_in_one_breath_is_worked_out(said, kind):
    assert [f.kind for f in faults(extract(said, 1), 1, said)] == [kind]


@pytest.mark.parametrize(
    "said",
    [
        "0.32% of 200 million comments is about 640k wrong blocks a day.",
        "We save $20k a month, so about $240k a year.",
        "20% of the 50,000 accounts appealed, and 1,000 appeals were upheld.",
        "It cost $50k a month in spring, and over the year we spent $400k.",
        "40 GPUs at $2 an hour come to about $1,900 a day.",
        "Forecast error was 22% before and 17% after, plus or minus 1 point.",
        "Satisfaction rose from 62% to 66%. Support cost is down 18%, says the bill.",
    ],
)
def test_figures_that_merely_stand_together_are_no_sum(said):
    assert [f for f in faults(extract(said, 1), 1, said) if f.kind != "lift"] == []
