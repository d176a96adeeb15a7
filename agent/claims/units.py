"""Words for units, counted things and rates. A word missing here makes a figure silent, a wrong one makes it lie."""

UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("ms", "msec", "msecs", "millis", "milli", "millisecond", "milliseconds"), ("ms", 1.0)),
    **dict.fromkeys(("us", "µs", "μs", "microsecond", "microseconds"), ("ms", 1e-3)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("s", 1.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("min", 1.0)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("h", 1.0)),
    **dict.fromkeys(("day", "days"), ("day", 1.0)),
    **dict.fromkeys(("week", "weeks"), ("day", 7.0)),
    **dict.fromkeys(("month", "months"), ("day", 30.0)),
    **dict.fromkeys(("year", "years"), ("day", 365.0)),
    **dict.fromkeys(("%", "percent", "per cent", "pct"), ("%", 1.0)),
    **dict.fromkeys(
        ("pp", "ppt", "percentage point", "percentage points", "percent points", "per cent points", "% points"),
        ("pp", 1.0),
    ),
    **dict.fromkeys(("bp", "bps", "basis point", "basis points"), ("pp", 0.01)),
    **dict.fromkeys(("x", "×", "fold"), ("x", 1.0)),
    **dict.fromkeys(("qps", "rps", "req/s", "reqs/s"), ("qps", 1.0)),
    **dict.fromkeys(("dollar", "dollars", "bucks", "usd"), ("$", 1.0)),
    **dict.fromkeys(("cent", "cents"), ("$", 0.01)),
    **dict.fromkeys(("byte", "bytes"), ("B", 1.0)),
    **dict.fromkeys(("kb", "kilobyte", "kilobytes"), ("kB", 1.0)),
    **dict.fromkeys(("mb", "meg", "megs", "megabyte", "megabytes"), ("MB", 1.0)),
    **dict.fromkeys(("gb", "gig", "gigs", "gigabyte", "gigabytes"), ("GB", 1.0)),
    **dict.fromkeys(("tb", "terabyte", "terabytes"), ("TB", 1.0)),
    **dict.fromkeys(("pb", "petabyte", "petabytes"), ("TB", 1000.0)),
}
"""What is said: the canonical unit, and what to multiply by."""

FAMILIES: tuple[dict[str, float], ...] = (
    {"ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0},
    {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12},
)
"""Units that turn into each other."""

REQUESTS = r"requests?|queries|query|reqs?|calls|inferences|searches|predictions"
PEOPLE = (
    r"users?|people|persons|viewers?|creators?|sellers?|advertisers?|customers?|accounts|members|buyers|visitors|drivers|riders|"
    r"patients|candidates' users|daus?|maus?"
)
THINGS = (
    r"items?|videos?|clips?|products?|listings|ads|rows?|examples?|samples?|impressions?|clicks?|views?|events?|tokens?|documents?|docs?|"
    r"images?|frames?|candidates?|pairs?|labels?|comments?|posts?|sessions?|orders?|transactions?|notifications?|messages?|records?|"
    r"param(?:eter)?s?|weights|features?|ids|embeddings?|vectors?|gpus?|cards?|a100s|h100s|cpus?|cores?|hosts?|servers?|machines?|"
    r"boxes|instances?|replicas?|pods?|nodes?|workers?|threads?|shards?|epochs|incidents?|alerts?|tickets?|appeals?|reports?|words?|"
    r"(?:are |were )?in[ \-]flight(?: requests)?|concurrent(?: \w+)?|keys|negatives|positives|jobs?|pages|follows|likes|hides|downloads|installs|datapoints|offers?|sign-?ups|tracks?|songs?|photos?|articles?|"
    r"bookings?|trips?|rides?|plays|streams?|invoices?|parcels?|claims?"
)
CAPACITY = (
    r"gpus?|cards?|a100s|h100s|cores?|hosts?|servers?|machines?|instances?|replicas?|pods?|nodes?|workers?|threads?"
)
COUNTED = rf"{REQUESTS}|{PEOPLE}|{THINGS}"
PER = (
    r"\s*(?:/\s?|\b(?:per|each|every|an?)\s+)(?:(second|sec|s|minute|min|hour|h|day|week|month|quarter|year)|"
    r"((?:thousand |million |1k |1,?000 |10k )?(?:request|query|user|person|host|replica|instance|node|pod|machine|server|gpu|card|arm|"
    r"side|session|video|item|token|step|epoch|call|prediction|inference|view|impression|click|order|document|message|image|shard|core|row|dc|region|data cent(?:re|er))s?))\b|"
    r"\s+(each|apiece|daily|weekly|monthly|hourly|yearly)\b"
)
SPANS = {
    "second": "s", "sec": "s", "minute": "min", "hour": "h", "daily": "day", "weekly": "week", "monthly": "month",
    "hourly": "h", "yearly": "year", "apiece": "each",
}  # fmt: skip
CHANGE = (
    r"lifts?|gains?|gained|drops?|dropped|fall|fell|rise|rose|grew|growth|increased?|decreased?|reduced?|reduction|improved?|"
    r"improvement|cut|cuts|saved?|savings?|saving|lower|higher|faster|slower|cheaper|better|worse|more|less|fewer|shorter|longer|"
    r"smaller|larger|bigger|quicker|off|boost|boosted|jump|jumped|decline|declined|speed-?up|lost|loss|relative|uplift"
)
"""Words that make a percentage one of change."""
HEDGE = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|over|under|more than|less than|at least|at most|up to|just|only|some|maybe|"
    r"circa|close to|a bit|well|below|above|something like|like|an? whole)\s+|[~≈≤≥<>]=?\s*)"
)
"""Words that make a figure a rough one, or a bound."""
VERB = (
    r"(?:went|gone|goes|dropped|fell|fallen|rose|risen|grew|grown|improved|moved|came|cut|brought|got|reduced|increased|decreased|climbed|"
    r"jumped|shrank|shrunk|took|raised|lifted|pushed|slid|slipped|dragged|dropping|going|down|up)"
)
