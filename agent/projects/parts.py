"""Which of the six parts of a project walkthrough a stretch of talk is, and how long each took.

Words that announce a part ("in hindsight", "the alternative was") and nearness to what such parts sound like are weighed
for each statement; neighbours pull on one another, since nobody changes the subject in every sentence.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from agent.judge.text import Unit, units
from agent.projects.headings import part_of
from agent.state import Part, Record
from corpus.embed import Embedder

PARTS: tuple[Part, ...] = ("problem", "role", "architecture", "alternatives", "results", "hindsight")
NAMES: Mapping[Part, str] = {
    "problem": "problem and constraints",
    "role": "role and ownership",
    "architecture": "architecture and key decisions",
    "alternatives": "alternatives and trade-offs",
    "results": "results",
    "hindsight": "defence and hindsight",
}
CONTEXT: tuple[Part, ...] = ("problem", "architecture")
OWN: tuple[Part, ...] = ("role", "results", "hindsight")
"""What surrounds the work, and what the candidate did with what result: the second is what is scored."""
NEAREST = 3
"""Prototypes whose mean nearness counts; one alone is an accident of subject."""
CUE, HEADED, PULL, SURE, LEAST = 0.13, 0.6, 0.4, 0.2, 0.2
"""What a cue adds to nearness, what a heading adds to what stands under it, a neighbour's share, its share of a statement that
announces its part (who tells a part in one sentence goes on to the next), and the least that is a part."""


class Passage(Record):
    """A stretch of a text that speaks of one part."""

    part: Part
    start: int
    end: int


_CUES: Mapping[Part, tuple[str, ...]] = {
    "problem": (
        r"\bproblem\b|\bpain\b|\bthe (?:issue|trouble)\b|\bwhat (?:hurt|was (?:wrong|going on|broken))|\bcomplain\w*|\bbackground\b|\bsuffer\w*",
        r"\bconstraints?\b|\bbudget\b|\bdeadline\b|\b(?:had|have|has) to (?!say|admit)|\bmust(?:n['’]t)?\b|\bno (?:new|more than)\b|\bat most\b|\bnot allowed\b|\bweren['’]t allowed\b|"
        r"\bcould(?:n['’]t| not| only)\b.{0,30}\b(?:touch|ask|change|use|store|be)\b|\bnothing (?:we|that|new)\b|\bhard limit",
        r"\b(?:were|was|are) (?:leaving|giving up|waiting|drowning|losing|lost|late|off|shown|stuck|flat|missing)\b|\btoo (?:slow|many|few|late|long)\b|\b(?:spent|wasted) (?:half|hours|days)",
    ),
    "role": (
        r"\bI (?:owned|own|led|was responsible|was the|am the|decided|took|signed|reported|hired|came in|designed and|personally|wrote|set up)\b|\bI['’]m the one\b",
        r"\bmy (?:role|part|job|call|responsibility|responsibilities|contribution|manager|side|vote|share)\b|\bwas mine\b|\bis mine\b|\bare mine\b|\bfrom me\b|\b(?:taken|made|decided) by me\b|"
        r"\bownership\b|\bnot mine\b|\bpersonally\b|\btech lead\b|\blead (?:for|of)\b",
        r"\b(?:colleagues?|teammates?|team mates?|interns?|designer|the platform (?:team|group)|other (?:two|three|people|engineers)|somebody else|someone else on the team|belongs? to|"
        r"(?:backend|serving|labell?ing|data platform|infrastructure|product) (?:team|engineers|people|group)|the work of|signed (?:it )?off|there were (?:two|three|four|five|six) of us|"
        r"the (?:hiring|rollout|budget|decision) was (?:hers|his|theirs))\b",
    ),
    "architecture": (
        r"\b(?:encoder|decoder|embedding|embeddings|vectors?|index|queue|cache|shards?|tables?|gateway|service|stages?|layers?|heads?|features?|candidates|classifier|ranker|scorer|"
        r"snapshot|window|tokens|frames|hosts?|gradients|store|redis|kafka|spark|flink|parquet|grpc|tree|network|pipeline|policy layer)\b",
        r"\b(?:comes? in|goes (?:in|into|to|through)|flows?|feeds?|folds?|reads?|writes?|looks? (?:them |it )?up|calls?|emits?|splits?|hash|picks?|keeps?|stands?|sits?|runs? beside|fans? out|"
        r"are (?:cut|split|kept|fed|loaded|combined|normalised|embedded)|is (?:cut|split|resized|fed|shared|loaded|kept|embedded|served))\b",
        r"\b(?:two|three|four) stages\b|\barchitecture\b|\bdesign\b|\b(?:online|offline) half\b|\bat request time\b|\bso that\b|\bsits? in\b",
    ),
    "alternatives": (
        r"\balternatives?\b|\b(?:other|another) (?:option|way|approach|ways|options)\b|\binstead\b|\brather than\b|\bcompared (?:with|to)\b|\bagainst a\b|\bversus\b|\bbuy(?:ing)?\b|\bvendor\b",
        r"\b(?:we|I) (?:also )?(?:looked at|considered|tried|compared|evaluated|ran both|turned it down|rejected|went (?:with|for)|preferred|gave up|took the|didn['’]t go)\b|\bconsidered and rejected\b|"
        r"\bturned (?:it|that) down\b|\bfell out\b|\bcould have\b|\bcould['’]ve\b|\bwould have (?:been|cost|learned|carried|fitted|meant)\b|\bwanted a\b",
        r"\btrade-?offs?\b|\bthe price (?:of|is)\b|\bat the cost of\b|\bcheaper\b|\bdearer\b|\bsimpler\b|\beasier\b|\bmore accurate\b|\bbetter for\b|\bworse for\b|\bwhat we lost\b|\bthe case for\b|\bgave up\b",
    ),
    "results": (
        r"\b(?:went (?:up|down|from)|rose|fell|dropped|came down|increased|decreased|grew|improved|halved|moved|is down|is up|are down|lower since|climbed|ended up)\b.{0,60}(?:\d|per cent|percent|half|third|"
        r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))|\d.{0,40}\b(?:fewer|less|lower|higher|more|faster)\b",
        r"\b(?:interval|holdout|held-?out|control|a/b|experiment|p\s*<|n\s*=|audited|measured (?:over|on|against)|against (?:the|a)|compared with|over (?:two|three|four|six|a) (?:weeks?|months?|quarters?|whole))\b",
        r"\b(?:results?|impact|outcome|what came out|savings?|after the launch|in production|didn['’]t (?:move|change)|nothing (?:moved|changed)|stayed|flat|was \d|used by)\b",
    ),
    "hindsight": (
        r"\bin hindsight\b|\blooking back\b|\bnext time\b|\bknowing what\b|\bretrospect\b|\blessons?\b|\bregrets?\b|\bbiggest mistake\b|\bwhat I['’]d (?:do|change)\b|\bwere (?:it|I)\b.{0,20}\bto\b|"
        r"\bif (?:I|we|you) (?:did|had|could|were|gave|began|started)\b.{0,40}\b(?:again|over|project|monday)",
        r"\b(?:I|we)(?:['’]d| would)(?: not|n['’]t)? (?:\w+ )?(?:start|begin|spend|talk|use|keep|take|measure|undo|throw|do|insist|shard|invest|change|drop|pick|put|write|collect|publish|have|calibrate|train)\b|\bshould have\b|\bI['’]d have\b",
        r"\b(?:push(?:es)? back|would we do|at (?:ten|10) times|breaks?,|at the time|I skipped|I left it|I let it go|only found out|found out in|we just never needed|the compiler has caught up|any ?more)\b",
    ),
}
_SOUNDS: Mapping[Part, tuple[str, ...]] = {
    "problem": (
        "Users were leaving because the results were slow and wrong, and support could not keep up.",
        "The goal was to cut waiting time without any new hardware.",
        "It had to answer in under fifty milliseconds, on the machines we had, before the deadline.",
        "We were not allowed to store personal data for longer than a day.",
        "Nobody noticed the errors until customers complained, and it cost the business money every month.",
        "A wrong decision would be a legal problem, so false positives had to stay below a limit.",
        "People had to do this by hand and it took them half of their day.",
        "Too many things went wrong at peak times and the number of machines was fixed.",
    ),
    "role": (
        "I was responsible for the evaluation, and a colleague built the serving.",
        "I made the decision on the design and was on call for it.",
        "There were four of us; I took the model and the others the infrastructure.",
        "My manager decided the rollout, I only prepared it.",
        "I wrote most of the training code myself, the rest belongs to another team.",
        "I led three engineers, assigned the work and reviewed the design.",
        "The prototype was by someone else before I joined the project.",
        "I was in charge of talking to legal and the partner teams.",
    ),
    "architecture": (
        "A request comes in, features are looked up, the model scores it and a rule layer decides.",
        "Events are collected in a queue, aggregated every minute and written to a key-value store.",
        "Retrieval finds a thousand candidates with an index and a second model ranks them.",
        "The model has a shared encoder with several heads and is served with batching.",
        "Data is split into chunks, embedded once a day and kept beside the access rights.",
        "A large teacher labels the data and a small student is deployed next to the cache.",
        "Training is sharded over many hosts, the gradients are reduced and the weights exported.",
        "The components are separate services so that each can be changed alone.",
    ),
    "alternatives": (
        "We also considered a simpler model, which was cheaper but missed too many cases.",
        "The other option was to buy it from a vendor, at three times the price.",
        "We tried both and rejected the larger one since it was too slow for what it gained.",
        "A rule or a sort by popularity would have been easier, but it did worse on new items.",
        "What we gave up by choosing this is some accuracy and some storage.",
        "Exact search would have been more accurate and needed ten times the machines.",
        "One pipeline per market would be better for the large ones and a burden to maintain.",
        "Somebody preferred another approach; it would have been faster, at the cost of a clean comparison.",
    ),
    "results": (
        "Conversion rose by one per cent in the experiment, with a confidence interval.",
        "Latency fell from one hundred to eighty milliseconds and the cost is ten per cent lower.",
        "Measured over two months against the control region, there were a third fewer tickets.",
        "Precision and recall on the audited set ended up at ninety and eighty.",
        "Revenue did not change, but the number of failures went down by half.",
        "It is used by many teams now and has been stable for a year.",
        "Satisfaction went up and the waiting time was halved after the launch.",
        "Error on the held-out months dropped from twenty to thirteen per cent.",
    ),
    "hindsight": (
        "If I did it again I would start with the labels, which I skipped because of the date.",
        "Looking back, the design was too large; a library would have been enough.",
        "The lesson is to talk to the users first, we found out much too late.",
        "Next time I would launch in one market and write down when to go on.",
        "I would not build it that way today, a simpler job would do.",
        "I should have insisted on a holdout from the beginning.",
        "At ten times the load this would break, and I would change the sharding.",
        "Critics are right that it is brittle; I would remove it once something else is fast enough.",
    ),
}
_LINE = re.compile(r"^[ \t]*([^\n]{1,60}?)[ \t]*:?$", re.MULTILINE)
_COMPILED = {part: tuple(re.compile(cue, re.IGNORECASE) for cue in cues) for part, cues in _CUES.items()}


def parts_of(text: str, embedder: Embedder) -> tuple[Passage, ...]:
    """The parts of a text in order; talk that belongs to none is left out."""
    found = units(text)
    labels = labelled(found, text, embedder)
    out: list[Passage] = []
    for unit, part in zip(found, labels, strict=True):
        if part is None:
            continue
        if out and out[-1].part == part:
            out[-1] = Passage(part=part, start=out[-1].start, end=unit.end)
        else:
            out.append(Passage(part=part, start=unit.start, end=unit.end))
    return tuple(out)


def labelled(found: Sequence[Unit], text: str, embedder: Embedder) -> list[Part | None]:
    """The part of each statement; None where none is likely."""
    if not found:
        return []
    near = embedder.many([unit.text for unit in found]) @ _prototypes(embedder).T
    count = len(_SOUNDS["problem"])
    scores = np.sort(near.reshape(len(found), len(PARTS), count), axis=2)[:, :, -NEAREST:].mean(axis=2)
    weights = np.array([len(unit.text.split()) for unit in found], dtype=float)
    for n, unit in enumerate(found):
        scores[n] += [CUE * sum(bool(cue.search(unit.text)) for cue in _COMPILED[part]) for part in PARTS]
    heads = headed(found, text)
    pulled = scores.copy()
    for n in range(len(found)):
        pull = SURE if announced(found[n].text, PARTS[int(scores[n].argmax())]) else PULL
        for m in (n - 1, n + 1):
            if 0 <= m < len(found) and heads[m] == heads[n]:
                pulled[n] += pull * min(1.0, weights[m] / weights[n]) * scores[m]
        if heads[n]:
            pulled[n][PARTS.index(heads[n])] += HEADED
    return [
        PARTS[int(row.argmax())] if own.max() >= LEAST or head else None
        for row, own, head in zip(pulled, scores, heads, strict=True)
    ]


def announced(text: str, part: Part) -> bool:
    """Whether a statement says by its own words that it is of a part."""
    return any(cue.search(text) for cue in _COMPILED[part])


def headed(found: Sequence[Unit], text: str) -> list[Part | None]:
    """The part named by the heading above each statement, in a text that has any."""
    named: list[tuple[int, Part | None]] = [
        (m.start(), part_of(m.group(1))) for m in _LINE.finditer(text) if part_of(m.group(1)) or m.group(1) == "—"
    ]
    return [next((part for at, part in reversed(named) if at <= unit.start), None) for unit in found]


@lru_cache(maxsize=2)
def _prototypes(embedder: Embedder) -> np.ndarray:
    return embedder.many([text for part in PARTS for text in _SOUNDS[part]])


def seconds_of(passages: Sequence[Passage], text: str, seconds: float) -> dict[Part, float]:
    """How long each part took, by its share of the words of a turn that took `seconds`."""
    total = max(1, len(text.split()))
    out: dict[Part, float] = {}
    for p in passages:
        share = len(text[p.start : p.end].split()) / total
        out[p.part] = out.get(p.part, 0.0) + share * seconds
    return out


def out_of_balance(seconds: Mapping[Part, float]) -> str:
    """A warning when the story spent its time on what surrounded the work; empty otherwise."""
    context, own = (sum(seconds.get(part, 0.0) for part in parts) for parts in (CONTEXT, OWN))
    if context + own < 45 or context <= 3 * own:
        return ""
    return f"{_minutes(context)} of context and design, {_minutes(own)} of what you did and what came of it."


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.1f} minutes".replace(".0 ", " ")
