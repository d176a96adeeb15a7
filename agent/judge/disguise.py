"""Text that a reader of the page does not see as a judge does: hidden characters, turned or struck text, letters that only look Latin.

Offsets must stay true (quotes are places in the answer), so what is hidden becomes spaces and nothing is cut.
"""

import re
import unicodedata

MANY_HIDDEN = 3
"""So many in one statement are no accident of copying; an emoji has one or two."""
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2068][^\u202c\u2069\n]*[\u202c\u2069]?")
_PLAIN = re.compile(r"[\x20-\x7e\n\r\t]*")
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")


def without_hidden(text: str) -> str:
    """The text with characters nobody sees replaced by spaces."""
    return text if _PLAIN.fullmatch(text) else "".join(" " if _hidden(c) else c for c in text)


def hidden_characters(text: str) -> int:
    """How many characters of the text cannot be seen (line ends and tabs can)."""
    return 0 if _PLAIN.fullmatch(text) else sum(_hidden(c) for c in text)


def turned(text: str) -> list[tuple[int, int]]:
    """The stretches whose direction is overridden: they read as other than they stand."""
    return [match.span() for match in _TURNED.finditer(text)]


def disguised(text: str) -> bool:
    """Whether a word mixes Latin letters with Greek or Cyrillic ones, which only forgers do."""
    return any(_FOREIGN.search(word) and _LATIN.search(word) for word in _LETTERS.findall(text))


def plain(text: str) -> str:
    """Styled letters (mathematical, full-width) as the ones they stand for; offsets are not kept."""
    return unicodedata.normalize("NFKC", text)


def _hidden(c: str) -> bool:
    if c in "\n\r\t" or (c.isascii() and c.isprintable()):
        return False
    strikes = "\u0334" <= c <= "\u0338"
    selects = "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef"
    return strikes or selects or c in _BLANK or unicodedata.category(c) in ("Cf", "Cc", "Co", "Cn")
