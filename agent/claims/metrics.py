"""What a figure measures, from the words around it.

Two claims are compared only when their names are equal, so a word that sets a figure apart (`target`, `peak`, `old`,
`teacher`, `ranker`) belongs in the name: left out, a candidate is accused of contradicting himself.
"""

import re
from dataclasses import dataclass

from agent.claims.sentences import lower
from agent.claims.units import UNITS, VERB

_AT = r"(?:\s?(?:@|at)\s?(?:\d+|k|ten|twenty|fifty|(?:a |one |two |five )?hundred|a thousand))?"
_KINDS = {
    "quality": rf"(?:pr[- ]?|roc[- ]?|u)?auc(?:[- ]?(?:roc|pr))?|auuc|ndcg{_AT}|recall{_AT}|(?<!half )(?<!full )(?<!mixed )(?<!low )(?<!single )precision{_AT}|accuracy|f1(?:[- ]score)?|mrr{_AT}|"
    rf"\bmap{_AT}|hit[- ]?rate{_AT}|hr@\d+|log[- ]?loss|perplexity|rmse|mae|bleu|rouge(?:-l)?|calibration error|ece|qini|"
    r"(?:validation |training |test )?loss|win rate|cosine|correlation|wer|exact match",
    "chance": r"p[- ]value|probability|likelihood",
    "odds": r"p(?=\s*(?:=|<|of|was|is)\s*0?\.\d)",
    "rate": r"throughput|traffic|load|qps(?= (?:of|is|was|went|grew|rose|doubled|from))",
    "time": r"latency|latencies|response time|ttft|time to first token|inter-token latency|mttr|training time|"
    r"build time|start-?up time|lag|staleness|freshness|wall[- ]clock|round trip|downtime|iteration cycle",
    "share": r"(?:false[- ])?(?:positive|negative)[- ]rate|fpr|fnr|tpr|error[- ]rate|(?:click[- ]?through|conversion|completion|opt[- ]?out|"
    r"complaint|churn|acceptance|approval|cache hit|skip|report|appeal|return|bounce|null|timeout|crash|like|share|follow) rates?|"
    r"uptime|availability|utili[sz]ation|headroom|coverage|cache hits?|concurrency|batch size|learning rate|dropout",
    "business": r"ctr|cvr|conversions?|(?:total |average )?watch[- ]time|(?:d(?:ay[- ]?)?\d+ |next-day |seven-day )?retention|session length|"
    r"engagement|revenue|gmv|dau|mau|churn|dwell time|sales|sign-?ups|rpm|cpm|roas|time spent|minutes watched|follows|"
    r"purchases|orders|clicks|opt-?outs|complaints|incidents|likes|diversity",
    "money": r"costs?|bill|spend|budget for \w+|price|salary|compute",
    "size": r"memory|storage|footprint|model size|checkpoint|table size|ram|vram|parameters|params|model",
}
_METRIC = re.compile(
    r"(?<![\w@])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + r")(?![\w@])",
)
_TEN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ONE = "one|two|three|four|five|six|seven|eight|nine"
_PERCENTILE = re.compile(
    rf"\bp[ \-]?(?P<digits>\d\d(?:\.\d+)?)\b(?!\s*%)|\bp[ \-](?P<tens>{_TEN})(?:[ \-](?P<ones>{_ONE})\b)?(?P<tail> point nine)?\b|"
    rf"\b(?P<nth>\d\d(?:\.\d+)?)(?:th|st|nd|rd) percentile|\b(?P<otens>{_TEN})[ \-](?P<oones>{_ORDINAL}) percentile|"
    r"\b(?P<half>fiftieth|median)\b(?: percentile)?|\b(?P<ninety>ninetieth) percentile|\b(?P<mean>mean|average|averages|avg)\b",
)
_WORDS = (
    r"(budget|target|goal|slas?|slos?|limit|cap|ceiling|constraint|peak|worst|old|previous|baseline|control|treatment|teacher|student|"
    r"legacy|offline|online|shadow|canary|cold|warm|ranker|ranking|rank|re-?rank(?:er|ing)?|retrieval|fetch|feature store|end[- ]to[- ]end|"
    r"overall|total|encoder|decoder|ann|prefill|decode|network|client|server|cpu|gpu|training|validation|test|search|ads|feed|"
    r"per (?:host|replica|instance|node|gpu|card|region|dc|request|user)|at night|weekend|arabic|english|new|heavy|int8|fp16|fp32|bf16|"
    r"xgboost|dlrm|transformer)s?\b"
)
_SCOPE = re.compile(rf"\b{_WORDS}", re.IGNORECASE)
_FOR = re.compile(rf"\b(?:for|on|in|at|of) (?:the |our |an? )?{_WORDS}", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:would|could|should|if|might|suppose|say|says|expect|expected|assume|assuming|hoped?|aim(?:ed)?|wanted|planned|want|need|must|may|can|can't|guess|"
    r"maybe|perhaps|when|unless|imagine|until|allow|allowed|let's|let me|wouldn't|promis\w+|guarante\w+|commit\w*|agreed|to (?:pass|ship|launch|win|beat|detect)|predict|estimate|estimated|projected|without|"
    r"(?:i|we|it|that|they|you|there|which)['’](?:d|ll))(?!\w)",
    re.IGNORECASE,
)
_CASE = re.compile(
    rf"\b(?:after|before|without|once|during|under|since|then|first|initially|originally|eventually|finally|used to|still|now|"
    r"(?:last|this|next|that) (?:year|quarter|month|week|spring|summer|autumn|winter|version|release|time)|"
    rf"(?:with|in|on|for|at) (?=[a-z])(?!(?:(?:the |our |an? )?(?:{_WORDS}|p\d+|p(?= )|median|mean|\d\dth|ninety|average|most|least|about|production|prod|serving|our case|practice|general|steady|me|us|fact|total)\b|\d)))",
    re.IGNORECASE,
)
"""Under which circumstances a latency was measured: two of them need not agree."""
_OWNER = re.compile(
    r"(?:^|[.,;:(—\n]\s*|\b(?:and|but|while|whereas|so|then|with|of|per|(?<!in )(?<!on )(?<!at )(?<!for )(?:the|our|its|their|an?))\s+)"
    r"((?:[a-z][\w-]*(?:['’]s)?\s+){0,2}[a-z][\w-]*(?:['’]s)?)(?:\s*:)?\s+$",
    re.IGNORECASE,
)
"""What a percentile is of, said before it: `checkout p95`, `the upload service's p99`, `Uploads: p50`."""
_DOES = re.compile(
    rf"(?:{VERB}|kept|keeps?|held|holds?|hits?|saw|sees?|made|had|has|have|drove|led|met|set|put|ran|takes?|shows?|told|gave|\w{{2,}}ed|"
    r"latency|latencies|response|times?|current|currently|here|there|i|he|she|they|you|my|me|this|these|those|not|no|yes|if|what|how|"
    r"would|could|should|will|can|may|might|do|does|did|[\w-]+ly)",
    re.IGNORECASE,
)
"""Words beside a percentile that name nothing it could be of."""
_BREAK = re.compile(r"[,;:()—]\s|\s(?:and|but|because|while|whereas|versus|vs\.?|or)\s", re.IGNORECASE)
_CONTENT = re.compile(r"(?<![\w'’])(?!p\d)[A-Za-z][\w\-]*(?:['’]\w+)?")
_PLAIN = frozenset(
    "and so but with while whereas though as plus that that's that’s thats which is a an the we i i'd it it's its by means meaning about roughly or this was were called call say "
    "basically equals makes made for of to in then uh um like you know now overall total nearly giving gives us reduction drop improvement gain "
    "lift decrease increase change relative save saves saved saving halved at on hence therefore also our cut got get as said told works comes out down up reduced "
    "improved dropped fell rose went more less lower higher faster cheaper better be actually well okay right just only exactly almost way all "
    "i e g whole same still even i.e e.g just before after today since last first one where each every saves".split()
)
_LINK = re.compile(
    r"[\s,]*(?:(?:relative|absolute|more|less|better|higher|lower|of|in|on|at|the|our|its|total|point|for|drop|gain|lift|improvement|"
    r"reduction|increase|decrease|fewer|cheaper|worse|overall|up|off|is|was|uplift|extra|additional)[\s,]+)*",
    re.IGNORECASE,
)
_ALLOWED = {
    "time": {"ms", "s", "min", "h", "day", "%", "pp", "x"},
    "quality": {"", "%", "pp", "x"},
    "chance": {"", "%", "pp", "x"},
    "odds": {""},
    "rate": {"qps", "%", "pp", "x"},
    "share": {"", "%", "pp", "x"},
    "business": {"", "%", "pp", "x", "$", "min", "s"},
    "money": {"$", "%", "pp", "x"},
    "size": {"B", "kB", "MB", "GB", "TB", "%", "pp", "x"},
}
_ORDINALS = {word: n for n, word in enumerate(_ORDINAL.split("|"), start=1)}
_TENS = {word: n for n, word in enumerate(_TEN.split("|"), start=2)}
_ONES = {word: n for n, word in enumerate(_ONE.split("|"), start=1)}


@dataclass(frozen=True, slots=True)
class Mention:
    """A metric or a percentile that was named, and where."""

    start: int
    end: int
    name: str
    kind: str


def mentions(text: str) -> tuple[list[Mention], list[Mention]]:
    """The metrics and the percentiles of a text, each in order."""
    small = lower(text)
    ranks = [Mention(m.start(), m.end(), _rank(m), "rank") for m in _PERCENTILE.finditer(small)]
    found = [
        Mention(m.start(), m.end(), " ".join(text[m.start() : m.end()].split()), m.lastgroup or "")
        for m in _METRIC.finditer(small)
    ]
    return found, ranks


def _rank(match: re.Match[str]) -> str:
    said = {key: value for key, value in match.groupdict().items() if value}
    if "mean" in said:
        return "mean"
    if "half" in said:
        return "p50"
    if "ninety" in said:
        return "p90"
    if "digits" in said or "nth" in said:
        return "p" + (said.get("digits") or said["nth"])
    tens = _TENS[said.get("tens") or said["otens"]]
    ones = _ONES.get(said.get("ones", ""), 0) or _ORDINALS.get(said.get("oones", ""), 0)
    return f"p{tens}{ones}" + (".9" if "tail" in said else "")


def nearest(
    text: str, start: int, end: int, low: int, high: int, unit: str, found: list[Mention], blocked: int
) -> Mention | None:
    """The mention a figure at `start:end` speaks of, in the sentence `low:high`: right after it, else before, else later.

    `blocked` is where the figure before ends: a percentile said before that one is its own.
    """
    before = after = None
    for mention in found:
        if mention.kind != "rank" and unit not in _ALLOWED[mention.kind]:
            continue
        if start <= mention.start and mention.end <= end:
            return mention
        if low <= mention.start and mention.end <= start:
            before = mention
        if mention.start >= end and mention.end <= high:
            after = mention
            break
    own = before is not None and (
        text[before.end : start].strip() in (":", "(", "—") or not _BREAK.search(text, before.end, start)
    )
    if after and after.start - end <= 45 and _LINK.fullmatch(text, end, after.start):
        return before if own and "," in text[end : after.start] else after
    if before and (before.kind != "rank" or (before.start >= blocked and start - before.end <= 60)):
        return before
    return after if after and after.kind != "rank" and after.start - end <= 50 else None


def fits(metric: str, unit: str) -> bool:
    """Whether a metric is measured in a unit, as far as it is known."""
    return all(unit in _ALLOWED[mention.kind] for mention in mentions(metric)[0])


def scope(text: str, start: int, end: int, low: int, high: int) -> list[str]:
    """The words that set this figure apart from others of its name."""
    left = max(low, start - 120)
    for gap in _BREAK.finditer(text, left, start):
        left = gap.end()
    right = min(high, end + 60)
    gap = _BREAK.search(text, end, right)
    right = gap.start() if gap else right
    words = [m.group(1).lower() for part in ((left, start), (end, right)) for m in _SCOPE.finditer(text, *part)]
    if not words:  # "for the ranker, p99 is 80": the clause before still holds
        words = [m.group(1).lower() for m in _FOR.finditer(text, max(low, start - 120), start)][-1:]
    if _CASE.search(text, max(low, start - 120), start) or _CASE.search(text, end, right):
        words.insert(0, "conditional")
    if _SUPPOSED.search(text, max(low, start - 120), start) or _SUPPOSED.search(text, end, right):
        words.insert(0, "expected")
    return list(dict.fromkeys(words))


def subject(text: str, start: int, end: int) -> str:
    """The content words of the last clause in a stretch: what `fell 40%` is about in "74 ms, and GPU use fell 40%"."""
    for gap in _BREAK.finditer(text, max(start, end - 120), end):
        start = gap.end()
    said = _CONTENT.findall(text, max(start, end - 120), end)
    return " ".join(word for word in said if word.lower() not in _PLAIN)


def owner(text: str, start: int, low: int) -> str:
    """Whose percentile the one at `start` is, from the words right before it; empty when they do not say."""
    found = _OWNER.search(text[max(low, start - 60) : start])
    words = [word.lower().removesuffix("'s").removesuffix("’s") for word in found[1].split()] if found else []
    if words and words[0] in ("in", "on", "at", "for"):
        return ""  # a place or an occasion, which is a case
    while words and words[0] in _PLAIN:
        words.pop(0)
    return "" if any(_says_nothing(word) for word in words) else " ".join(words)


def strange(text: str, start: int, end: int) -> bool:
    """Whether the stretch between two figures names what was not named before it: they may be of two things."""
    ranks = mentions(text[start:end])[1]
    if ranks and not _BREAK.search(text, start + ranks[-1].end, end):
        end = start + ranks[-1].start  # what stands between a percentile and its figure is how it is said to be there
    told = {word.lower() for word in _CONTENT.findall(text, 0, start)}
    return any(not _says_nothing(word) and word.lower() not in told for word in _CONTENT.findall(text, start, end))


def _says_nothing(word: str) -> bool:
    low = word.lower()
    return low in _PLAIN or low in UNITS or _DOES.fullmatch(word) is not None
