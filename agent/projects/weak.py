"""What is weak in a write-up by its own words: results with nothing behind them, work without an owner, one way only.

Each rule gives the bank's pattern and the sentence. Silent where the sentence, or one beside it, already holds the answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.claims import gaps
from agent.state import Part

BACKED = re.compile(
    r"\binterval\b|plus or minus|±|\+/-|\bper (?:arm|side)\b|\b(?:users?|buyers?|listeners?|people|sessions?|searches) an? (?:arm|side)\b|\b(?:against|to|with|versus|vs|than|over|in) (?:the )?control\b|\bcontrol (?:group|arm|regions?|countries)|\bcompared\b|\bversus\b|\bvs\b|"
    r"\bmeasured (?:on|over|with|against|for)\b|\bverified\b|\breplay\w*|\bheld[- ]?out\b|\bhold-?out\b|\btrial\b|\bseeds\b|\bsample of\b|\bon the same\b|\bcounted\b|\baudited\b|\bblind\b|"
    r"\b(?:week|day|month|quarter)s?(?: \w+)? (?:test|experiment|a/b)\b|\ba/b\b|\bexperiment with\b|\bbacktest\w*|\bablat\w+|\bchecked (?:pairs|cases|samples?)\b|\bread by\b|\bp\s*[<=]|"
    r"\bagainst (?:the|a|an|our|two|three|four|five|six|ten|\d)|\b(?:bill|invoice|finance)\b|\bwhere the\b[^.]{0,40}\d|\b\d[\d.,]*%? (?:with|after) and \d|\bthan (?:the|our|a)\b[^.]{0,60}\d",
    re.IGNORECASE,
)
"""What stands behind a figure or a choice."""
_CONDITION = re.compile(
    r"\b(?:if|once|when|should)\b.{3,120}\b(?:I|we)(?:['’]d| would)\b|\b(?:I|we)(?:['’]d| would)\b.{3,80}\bif\b",
    re.IGNORECASE,
)
"""Whoever says when the choice would be taken back has answered the challenge to it."""
_ROSE = re.compile(
    r"\b(?:up|down|rose|risen|fell|fallen|grew|grown|increased?|decreased?|improved?|dropped|gained?|lift(?:ed)?|gains?|cut|lowered|raised|more|fewer|less|higher|lower|better)\b|[+−–-]\s?\d",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d\s*(?:%|percent\b|per cent\b|points?\b|pp\b)|\b(?:by|an?) (?:a |one |two )?(?:third|half|quarter|fifth|tenth)s?\b|\b(?:halved|doubled|tripled)\b",
    re.IGNORECASE,
)
_ENGINEERING = re.compile(
    r"\bp\d\d|\blatenc|\bms\b|\bcosts?\b|\bbill\b|\bspend\b|\bprice\b|\bmemory\b|\b[GT]B\b|\bhours?\b|\btime to\b|\b(?:training|build|start-?up|iteration) time\b|\bthroughput\b|"
    r"\bfaster\b|\bcompute\b|\bstorage\b|\berror\b|\bloss\b|\brecall\b|\bauc\b|\bndcg\b|\baccura|\bprecis|\bf1\b|\bdays\b|\bengineers?\b|\bweek\b",
    re.IGNORECASE,
)
_QUALITY = re.compile(
    r"\b(?:accuracy|accurate|precision|precise|recall|f1|auc|ndcg|bleu|rouge|exact match|word error|mape|score of|exam|benchmark|top-\d)\b|\bscores? \d|\breaches\b.{0,20}\d",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:than|versus|vs|against|compared|baseline|before|from|where|was|were|lower|better|worse|higher|rose|fell|improved|up|down|without|instead|at (?:one|\d))\b|→",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_MEAN = re.compile(r"\b(?:average|averages|mean|median)\b", re.IGNORECASE)
_TIME = re.compile(r"\d\s*(?:ms|milliseconds?|s|sec|seconds?|minutes?)\b", re.IGNORECASE)
_TAIL = re.compile(r"\bp9\d|\bpercentile|\d\s*% (?:under|within|below)|\btail\b|\bworst\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\bfalse[- ]positives?\b|\bfpr\b|\bwrongly (?:blocked|removed|flagged|rejected|banned)", re.IGNORECASE
)
_SAVES = re.compile(
    r"\bsav(?:e|es|ed|ing|ings)\b|\b(?:costs?|bill|spend|expenses?)\b.{0,40}\b(?:down|less|lower|fell|dropped|cut|reduced)|\b(?:cut|reduced|lowered)\b.{0,30}\b(?:costs?|bill|spend)\b",
    re.IGNORECASE,
)
_SPENDS = re.compile(
    r"\b(?:costs?|pay|spend)\b(?: us)?(?: about| around)?\s*\$?\d[\d.,]*\s*k?\b.{0,20}\b(?:an?|per|each) (?:day|week|month|year)|\$\s?\d[\d.,]*k? (?:an?|per) (?:day|week|month|year)",
    re.IGNORECASE,
)
_OFFLINE = re.compile(r"\boffline\b", re.IGNORECASE)
_OWN_SET = re.compile(
    r"\b(?:bleu|auc|ndcg|recall|precision|f1|accuracy|loss|perplexity|validation|test set|our own set|mrr)\b",
    re.IGNORECASE,
)
_GAVE_IT_OUT = re.compile(
    r"\b(?:so|and|then|with that|which is why|therefore)\b.{0,20}\b(?:we |I |it )?(?:launched|shipped|rolled|released|deployed|went live)\b",
    re.IGNORECASE,
)
_SHIPPED = re.compile(
    r"\b(?:launch\w*|success\w*|rolled|shipped|ship|everybody|production|deployed|so we)\b", re.IGNORECASE
)
_ONLINE = re.compile(
    r"\bonline\b(?! shop| store| book)|\ba/b\b|\bexperiment\b|\bcontrol\b|\bholdout\b|\blive\b|\bhalf of the\b",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r"\b(?:users?|people|customers?|sellers?|buyers?|creators?|viewers?|members|drivers?|teams?|those|accounts|\w{4,}s) (?:who|that|with|which)\b.{3,90}\bthan (?:\w+s? )?"
    r"(?:those|users|people|others|the (?:rest|others)|accounts|teams|(?:that|who|which) (?:did|do|have|had|never|were))\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\brandomi[sz]ed\b|\bat random\b(?!.{0,30}(?:split|training))|\binstrument\w*|\bmatched\b", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:led|managed|headed|lead|ran) (?:an? |the )?(?:small |large |whole )?(?:team|group|squad|\w+ (?:engineers|people|scientists|developers))\b|\btech lead (?:for|of)\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\bI (?:wrote|decided|designed|built|chose|owned|took|trained|measured|kept|gave|verified|was (?:outvoted|overruled|responsible))|\bmine\b|\bmy (?:decision|call|work|own|part)\b|\bwere on me\b"
)
_I = re.compile(r"\b(?:I|me|my|mine|myself)\b|\bI['’]")
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_OTHER_WAY = re.compile(
    r"\balternativ\w+|\binstead of\b|\brather than\b|\b(?:considered|rejected|turned down|compared with buying|trial of|tried|looked at|gave up|vendor|buying it|other (?:way|option)s?)\b|"
    r"\b(?:was|were) within\b|\b(?:better|worse) (?:on|by|at)\b|\bcould (?:also )?have\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"\b(?:change|different|differently|again|today|would|should)\b", re.IGNORECASE)
_TOLD: frozenset[Part | None] = frozenset(("problem", "role", "hindsight"))
"""Parts that state no result and no choice to attack."""


@dataclass(frozen=True)
class Statement:
    """One sentence of a project, with its part and what stands beside it."""

    text: str
    start: int
    end: int
    part: Part | None
    """None also where a part is only guessed at: what is not told to be background may be challenged."""
    around: str


@dataclass(frozen=True)
class Weakness:
    """A pattern of the bank, the sentence it is against (None: the whole project), and how much it weighs."""

    id: str
    at: Statement | None
    weight: float


def weaknesses(said: Sequence[Statement], text: str) -> Iterator[Weakness]:
    """What the words themselves give away, in no order."""
    for one in said:
        if one.part not in _TOLD:
            for pattern, weight in _of_result(one, text):
                yield Weakness(pattern, one, weight)
        if one.part == "role" and len(_WE.findall(one.text)) >= 2 and not _I.search(one.text):
            yield Weakness("push.we-without-i", one, 0.85)
        if _LED.search(one.text) and not _MINE.search(_told_of_role(said) or text):
            yield Weakness("push.led-the-team", one, 0.9)
    yield from _of_whole(said, text)


def _told_of_role(said: Sequence[Statement]) -> str:
    return " ".join(one.text for one in said if one.part == "role")


def backed(one: Statement) -> bool:
    """Whether something stands behind what is said: a comparison, a sample, or when it would be taken back."""
    return bool(BACKED.search(one.around) or _CONDITION.search(one.text))


def _of_result(one: Statement, text: str) -> Iterator[tuple[str, float]]:
    said = one.text
    held = backed(one)
    if _OFFLINE.search(said) and _FIGURE.search(said) and (_SHIPPED.search(said) or not _ONLINE.search(text)):
        yield "push.offline-only", 0.95
        return
    if _OWN_SET.search(said) and _GAVE_IT_OUT.search(said) and not _ONLINE.search(said):
        yield "push.offline-only", 0.93
        return
    if _WHO_DID.search(said) and not _DRAWN.search(text):
        yield "push.correlation-not-effect", 0.92
    elif _SAVES.search(said) and _FIGURE.search(said) and not held:
        yield "push.saving-not-on-bill", 0.85
    elif _SPENDS.search(said) and not held and one.part != "alternatives":
        yield "push.cost-must-halve", 0.6
    elif _MEAN.search(said) and _TIME.search(said) and not _TAIL.search(said) and not held:
        yield "push.mean-latency", 0.85
    elif _WRONG.search(said) and _SHARE.search(said) and not held:
        yield "push.false-positives-volume", 0.9
    elif (
        _QUALITY.search(said)
        and _FIGURE.search(said)
        and not _BESIDE.search(said)
        and not held
        and one.part != "alternatives"
    ):
        yield "push.no-baseline", 0.9
    elif (
        _ROSE.search(said)
        and _SHARE.search(said)
        and not _ENGINEERING.search(said)
        and not held
        and one.part != "alternatives"
    ):
        yield "push.lift-no-interval", 0.9


def _of_whole(said: Sequence[Statement], text: str) -> Iterator[Weakness]:
    for gap in gaps(text):
        at = next((one for one in said if gap.quote[:40] in one.text or one.text[:40] in gap.quote), None)
        pattern = {
            "measurement": "push.lift-no-interval",
            "alternative": "push.no-alternative",
            "ownership": "push.we-without-i",
        }[gap.kind]
        yield Weakness(pattern, at, 0.85)
    if len(_WE.findall(text)) >= 3 and not _I.search(text):
        at = max(said, key=lambda one: len(_WE.findall(one.text)), default=None)
        yield Weakness("push.we-without-i", at, 0.85)
    other = any(one.part == "alternatives" for one in said) or _OTHER_WAY.search(text)
    if not other and len(text.split()) >= 25:
        yield Weakness("push.no-alternative", None, 0.7)
    hindsight = [one for one in said if one.part == "hindsight" and _CONTENT.search(one.text)]
    if not hindsight:
        yield Weakness("push.hindsight", None, 0.25)
