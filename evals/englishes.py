"""The same content in several Englishes, and as a microphone hears it. Words that carry content stay; figures stay.

Written from descriptions of these varieties, by rule: real speakers vary more, and no rule here is a claim about a person.
"""

import random
import re
from collections.abc import Callable, Sequence

from evals.suite_steadiness import fillers

Change = Callable[[str, random.Random], str]
Rules = Sequence[tuple[str, str]]

_NO_ARTICLES: Rules = ((r"\b(?:the|a|an) (?=[a-z])", ""),)
_ENGLISHES: dict[str, Rules] = {
    "British": (
        (r"\b(\w{3,})ize(s|d)?\b", r"\1ise\2"), (r"\bbehavior", "behaviour"), (r"\bI think\b", "I reckon"), (r"\bwhile\b", "whilst"),
        (r"\bdon't have\b", "haven't got"), (r"\bvery\b", "rather"), (r"\blots of\b", "loads of"),
        (r"\bfirst\b", "firstly"), (r"\bmaybe\b", "perhaps"), (r"\blook at\b", "have a look at"), (r"\bfix\b", "sort out"), (r"\breally\b", "quite"),
        (r"\bbig\b", "sizeable"), (r"\bprobably\b", "I dare say"), (r"\bI'd\b", "I should"), (r"\bshould\b", "ought to"), (r"\bwhile\b", "whilst"),
    ),
    "Indian": (
        (r"\bI think\b", "I am thinking"), (r"\bI know\b", "I am knowing"), (r"\bwe need\b", "we are needing"), (r"\balready\b", "already only"),
        (r"\b(today|now|there|here)\b", r"\1 itself"), (r"\bask\b", "kindly ask"), (r"\bfirst\b", "first of all"), (r"\bI'd\b", "I will be"),
        (r"\bsince\b|\bbecause\b", "because why,"), (r"\bthen\b", "then only"), (r"\bdiscuss\b", "discuss about"),
        (r"\bisn't it\b|\bdoesn't it\b", "no"),
    ),
    "Singaporean": (
        *_NO_ARTICLES, (r"\bit is\b|\bit's\b", "is"), (r"\bthere is\b|\bthere's\b", "got"), (r"\bcannot\b|\bcan't\b", "cannot one"),
        (r"\b(\w{3,})s\b(?= (?:the|a|it|that|this|more|less|to)\b)", r"\1"),
    ),
    "African American": (
        (r"\bisn't\b|\baren't\b|\bhasn't\b", "ain't"), (r"\bdoesn't\b", "don't"), (r"\b(he|she|it) (\w{3,})s\b", r"\1 \2"),
        (r"\bgoing to\b", "finna"), (r"\b(?:they|we) are\b", "they"), (r"\banything\b", "nothing"),
        (r"\bit's\b|\bthat's\b", "it be"), (r"\bthere's\b|\bthere is\b", "it's"), (r"\bI'd\b", "I'ma"), (r"\bthem\b", "'em"), (r"\bing\b", "in'"), (r"\bno\b", "ain't no"),
    ),
    "Mandarin first": (
        *_NO_ARTICLES, (r"\b(\w{3,}[^s\W])s\b", r"\1"), (r"\b(\w{3,})ed\b", r"\1"), (r"\b(?:has|had|have) been\b", "is"), (r"\bthere are\b", "have"),
    ),
    "Spanish first": (
        (r"(^|[.!?] )It(?:'s| is) ", r"\1Is "), (r"\bI agree\b", "I am agree"), (r"\bmake\b", "do"), (r"\bdepends on\b", "depends of"),
        (r"\b(training|retrieval|latency|traffic|quality)\b", r"the \1"), (r"\bpeople is\b|\bpeople are\b", "the people is"),
        (r"\bit's\b", "is"), (r"\bthere's\b", "there is"), (r"\bI'd\b", "I will"), (r"\bfrom\b", "of"), (r"\bin the\b", "on the"), (r"\bwhich\b", "what"),
    ),
    "German first": (
        (r"\bget\b", "become"), (r"\bfor (\d+|two|three|four) (days|weeks|years)\b", r"since \1 \2"), (r"\bI'd\b", "I would"),
        (r"\bhave to\b", "must"), (r"\buntil\b", "till"), (r"\bwhether\b", "if"), (r"\binformation\b", "informations"), (r"\bnow\b", "now already"),
        (r"\bthen\b", "then so"), (r"\bbut\b", "but, or,"), (r"\bthat\b(?= the)", ", that"), (r"\bonly\b", "only just"), (r"\balso\b", "also too"),
    ),
    "Russian first": (
        *_NO_ARTICLES, (r"\b(?:is|are) (?=\w+ing\b)", ""), (r"\bit's\b", "this is"), (r"\bdoesn't\b", "don't"), (r"\bmuch\b", "many"),
        (r"\bthere is\b|\bthere's\b", "is"), (r"\bI'd\b", "I will"),
    ),
}  # fmt: skip
_HEARD = (
    (r"\bcache\b", "cash"), (r"\blogits?\b", "low jits"), (r"\bsoftmax\b", "soft max"), (r"\bembeddings?\b", "em beddings"), (r"\bAUC\b", "a you see"),
    (r"\bp99\b", "P ninety nine"), (r"\bquery\b", "quarry"), (r"\btower\b", "tour"), (r"\bbatch\b", "patch"), (r"\branker\b", "rancor"),
    (r"\bvariance\b", "variants"), (r"\bthe\b", "a"), (r"\bwe'd\b", "weed"), (r"\btheir\b", "there"), (r"\bknow\b", "no"), (r"\bsays\b", "sez"),
    (r"\bsample\b", "simple"), (r"\bloss\b", "lost"), (r"\bone\b", "won"), (r"\bweights?\b", "waits"),
)  # fmt: skip
_SLIPS = ("no, wait,", "sorry,", "I mean,", "let me start over,", "what was it,")


def _by_rules(rules: Rules) -> Change:
    def change(text: str, rng: random.Random) -> str:
        for pattern, instead in rules:
            text = re.sub(pattern, instead, text)
        return text

    return change


def slips(text: str, rng: random.Random) -> str:
    """One word of fifteen begun wrong, corrected at once."""
    out: list[str] = []
    words = text.split(" ")
    for n, word in enumerate(words):
        if n > 2 and rng.random() < 1 / 15:
            out += [rng.choice(words), rng.choice(_SLIPS)]
        out.append(word)
    return " ".join(out)


def misheard(text: str, rng: random.Random) -> str:
    """As a recogniser writes a technical answer: half of what it may confuse, no punctuation but full stops."""
    for pattern, instead in _HEARD:
        text = re.sub(pattern, lambda m, said=instead: said if rng.random() < 0.5 else m.group(), text)
    return re.sub(r"[,;:()\"“”]", "", text)


ENGLISHES: dict[str, Change] = {name: _by_rules(rules) for name, rules in _ENGLISHES.items()}
SPOKEN: dict[str, Change] = {"fillers": fillers, "slips": slips, "misheard": misheard}
