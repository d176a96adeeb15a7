"""How the interviewer shows that figures do not fit: the sum, never the remedy. Read aloud, so short and plain."""

import zlib

ASKS: dict[str, tuple[str, ...]] = {
    "change": (
        'You said {before} to {after}, and "{claimed}". By my count that is {actual}. Which of the two is wrong?',
        'From {before} to {after} is {actual}, and you called it "{claimed}". Which figure do you stand by?',
        '{before} to {after} is {actual}. You told me "{claimed}". Where does the difference come from?',
    ),
    "points": (
        '{before} to {after} is {points}, or {actual} relative. You said "{claimed}". Points or percent?',
        'You said "{claimed}". From {before} to {after} I get {points}, which is {actual}. Which one did you mean?',
        '{before} to {after}: {points}, {actual} of where you started. So what is "{claimed}"?',
    ),
    "percentile-order": (
        "You gave me {high} for {high_rank} and {low} for {low_rank}. {high_rank} can't sit below {low_rank}. Which one is off?",
        "{low_rank} at {low}, {high_rank} at {high}. More requests finish within {high_rank}, so how is it the smaller one?",
        "{high_rank} is {high} and {low_rank} is {low}? Those are the wrong way round, or they're not the same thing.",
    ),
    "littles-law": (
        "{rate} a second at {time} is about {expected} in flight. You said {stated}. What am I missing?",
        "{rate} a second times {time}, that's {expected} at once. {stated} doesn't fit. Which number moves?",
        "At {rate} a second and {time} each I get {expected} in flight, and you have {stated}. Walk me through that.",
    ),
    "instances": (
        "{rate} a second at {time} is about {expected} in flight. On {stated} that's {each} each. How does one hold that?",
        "{rate} a second at {time} makes {expected} requests at once, over {stated}. That's {each} on every one. What do they run?",
        "{stated} for {rate} a second at {time}? I get {each} in flight on each of them. Walk me through one.",
    ),
    "rate-volume": (
        "{rate} a second is {expected} a day. You said {stated}. Which of them is measured?",
        "There are 86,400 seconds in a day, so {rate} a second makes {expected}. You told me {stated}. How do they fit?",
        "{stated}, and {rate} a second. That rate gives {expected} a day. Which one should I believe?",
    ),
    "part-whole": (
        "{part} out of {whole}. The part is bigger than the whole. What are you counting?",
        "You have {part} of {whole}. That can't be a part of it. Are those the same things?",
        "{part}, of {whole}? Say again what each of those counts.",
    ),
    "shares": (
        "Those shares add up to {total} percent. What overlaps?",
        "I added your split: {total} percent. Which share is too big?",
        "{parts}. That's {total} percent of one thing. What's counted twice?",
    ),
    "same-metric-two-values": (
        "Earlier your {metric} was {old}. Now it's {new}. Which one is it?",
        "You told me {old} for {metric} before, and {new} just now. Are we speaking of the same thing?",
        "{new} for {metric}? A moment ago you said {old}. What's different?",
    ),
    "written-spoken": (
        "On paper your {metric} is {old}. Just now it was {new}. Which of them is it?",
        "I have {old} for {metric} in front of me, in your own writing, and you've just told me {new}. What happened in between?",
        "{new} for {metric}? You wrote {old}.",
    ),
    "late": (
        "A minute ago nobody had measured that, and now there's a figure for it. Where does it come from?",
        "You told me that wasn't measured. Then what am I hearing now, and who has seen that number?",
        "First there was no measurement, now there's a result. Which of the two do I write down?",
    ),
    "sum": (
        "{one} and {other} make {expected}. You said {stated}. Which of the three is off?",
        "I get {expected} from {one} and {other}, and you have {stated}. Work it out for me again.",
        "{one}, {other}: by my count that's {expected}. Where does {stated} come from?",
    ),
    "lift": (
        'You said "{claimed}" about {metric}. Over how many people, and how wide is the interval?',
        "How do you know that move in {metric} isn't noise? What was the sample?",
        '"{claimed}", on what traffic and for how long? I\'d like the interval with it.',
    ),
    "impossible": (
        "You said {claimed} for {metric}. {limit} What is that number really?",
        "{metric} at {claimed}? {limit} So what did you measure?",
        "{claimed}, for {metric}. {limit} Tell me what you're reading that from.",
    ),
}


def ask(kind: str, **slots: object) -> str:
    """One of the wordings of a kind; the same figures always get the same one."""
    wordings = ASKS[kind]
    seed = zlib.crc32(repr((kind, sorted(slots.items()))).encode())
    said = wordings[seed % len(wordings)].format(**slots)
    return said if said[1:2].isdigit() else said[:1].upper() + said[1:]  # p99 keeps its small p


def figure(value: float, unit: str = "") -> str:
    """A figure as one would say it: 92 ms, 25%, 12k, 8.6 million."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    for floor, by, name in ((1e9, 1e9, " billion"), (1e6, 1e6, " million"), (2e4, 1e3, "k")):
        if size >= floor:
            said = f"{float(f'{size / by:.3g}'):g}{name}"
            break
    else:
        said = f"{float(f'{size:.4g}'):,.6g}"
    if unit == "$":
        return f"{sign}${said}"
    gap = "" if unit in ("%", "x") else " "
    names = {
        "items": "",
        "pp": "point" if size == 1 else "points",
        "qps": "QPS",
        "min": "minutes",
        "h": "hours",
        "s": "seconds",
        "day": "days",
    }
    return f"{sign}{said}{gap}{names.get(unit, unit)}".rstrip()
