"""Words that say nothing of their own: sounds of thinking, and words that no sentence ends on."""

import re

FILLERS = frozenset("um uh er erm hmm hm mm uhm ah eh mhm".split())
NEVER_LAST = frozenset(
    """a an the and or but so because since although though while if when where which who whose that than then as at by for from in into of
    on onto to with without via per between among over under about after before during until unless like is are was were be been being
    am do does did have has had can could will would shall should may might must i we you they he she it's i'd i'll we'd we'll i'm we're
    my our your their its his her this these those some any every each no not very really quite just also maybe perhaps basically
    actually well firstly secondly plus versus minus either neither both whether how what why let's say i've we've
    there's that's it'd they'd gonna roughly approximately nearly almost probably usually mostly takes took taken gives gave given means meant
    needs requires required includes included contains becomes became called equals against towards toward upon within despite among beyond beside more less rather such other another one-half using given except including namely""".split()
) - frozenset("this it so then though first these those there more less not do does did have well both other".split())  # fmt: skip


def is_filler(text: str) -> bool:
    """Whether a word is `um` or one of its kin."""
    return _bare(text) in FILLERS


def unfinished(word: str) -> bool:
    """Whether no sentence ends on this word."""
    bare = _bare(word)
    return bare in FILLERS or bare in NEVER_LAST


def _bare(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower().replace("’", "'"))
