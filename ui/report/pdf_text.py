"""Text of any script as reportlab markup: each stretch in a font that has its letters.

The standard fonts and the CJK fonts that every PDF reader brings need no font file. What none of them has (emoji, Arabic,
Thai, Devanagari) is named in brackets: a box or a crash would hide that anything stood there.
"""

import itertools
import re
import unicodedata
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

INK, SOFT, ACCENT, WASH, LINE = "#1d2430", "#5d6677", "#22645f", "#dcefec", "#dfe3e8"
WIDTH = 483
"""Points between the margins of an A4 page."""
PLAIN, BOLD, SYMBOL, WIDE, KOREAN, REST = (
    "Helvetica", "Helvetica-Bold", "Symbol", "STSong-Light", "HYSMyeongJo-Medium", "Vera",
)  # fmt: skip
_SAME = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u202f": " ", "\u2009": " ", "\u00a0": " ", "\t": "    "}
)
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def paragraph(
    text: str, size: float = 10, color: str = INK, *, bold: bool = False, before: float = 0, after: float = 4, back: str | None = None, stays: bool = False
) -> Any:  # fmt: skip
    """The text as a block of the page; one that `stays` is never parted from what follows it."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    looks: dict[str, Any] = {"textColor": color, "backColor": back, "borderPadding": (2, 4, 2, 4) if back else 0}
    if _CJK.search(text):
        looks["wordWrap"] = "CJK"  # lines may then break between letters
    style = ParagraphStyle(
        "text",
        fontName=PLAIN,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=stays,
        **looks,
    )
    return Paragraph(rich(text, bold=bold), style)


def heading(text: str) -> Any:
    """A heading of the page."""
    return paragraph(text, 14, bold=True, before=16, after=5, stays=True)


def rich(text: str, *, bold: bool = False) -> str:
    """The text as markup for a Paragraph; nothing in it is markup of its own."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_SAME)))
    text = "".join(letter if letter in " \n" or _font(letter) else _bare(letter) for letter in text)
    out = []
    for font, letters in itertools.groupby(text, lambda c: _font(c) if c not in " \n" else PLAIN):
        run = "".join(letters)
        if not font:
            out.append(escape(_named(run)))
        elif font == PLAIN:
            out.append(escape(run).replace("\n", "<br/>"))
        else:
            out.append(f'<font name="{font}">{escape(run)}</font>')
    html = "".join(out)
    return f'<font name="{BOLD}">{html}</font>' if bold else html


@lru_cache(maxsize=4096)
def _font(letter: str) -> str:
    """The font for a letter, empty when there is none."""
    vera = _vera()  # first: it is what registers reportlab's encodings
    if _encodes(letter, "cp1252"):
        return PLAIN
    if _encodes(letter, "SymbolEncoding"):
        return SYMBOL
    if ord(letter) in vera:
        return REST
    if ord(letter) < 0x10000 and _encodes(letter, "gbk"):
        return WIDE
    return KOREAN if _encodes(letter, "euc_kr") else ""


def _bare(letter: str) -> str:
    """A letter without the accent that no font has on it; an accent alone is left out."""
    base = unicodedata.normalize("NFD", letter)[0]
    return "" if unicodedata.combining(letter) else base if _font(base) else letter


def _encodes(letter: str, encoding: str) -> bool:
    try:
        return bool(letter.encode(encoding))
    except UnicodeError:
        return False


@lru_cache(maxsize=1)
def _vera() -> frozenset[int]:
    """Registers the fonts, and says which letters the one that is a file has."""
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (WIDE, KOREAN):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    vera = TTFont(REST, str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    pdfmetrics.registerFont(vera)
    return frozenset(vera.face.charToGlyph)


def _named(run: str) -> str:
    """What stood there: a picture's name, or the script of a stretch of letters."""
    names = [unicodedata.name(c, "") for c in run if not unicodedata.combining(c)]
    if any(unicodedata.category(c).startswith("L") for c in run):
        scripts = dict.fromkeys(name.split(" ")[0].capitalize() for name in names if name)
        return f"[text in {' and '.join(scripts) or 'an unknown script'}]"
    return "".join(f"[{name.lower() or 'unknown sign'}]" for name in names)
