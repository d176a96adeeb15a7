"""How written words sound: figures, units, acronyms and signs as a person would say them.

Only what is spoken changes; captions show the text as it was written.
"""

import re

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_LETTERS = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion", "bn": "billion", "T": "trillion"}
_UNITS = {
    "ms": "millisecond", "s": "second", "min": "minute", "h": "hour", "us": "microsecond", "µs": "microsecond", "ns": "nanosecond",
    "kB": "kilobyte", "KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "Hz": "hertz", "GHz": "gigahertz",
    "pp": "percentage point", "GB/s": "gigabytes per second", "TB/s": "terabytes per second", "TFLOPS": "teraflops",
}  # fmt: skip
_PLURAL_ALREADY = ("hertz", "per second", "flops")
_READ_AS_WORDS = frozenset(
    "AUC ROC CUDA BERT GAN GANs SQL NASA LIFO FIFO RAM ROM REST JSON YAML NaN NaNs SHAP LIME SOTA CRUD ReLU GELU OK ELO MAP RAG LoRA QLoRA DORA "
    "GLU SwiGLU MinHash TikTok FAISS SIMD NUMA ASCII UUID BLEU ROUGE GRU DIN SASRec NEON".split()
) - {"AUC", "ROC", "SQL", "UUID", "GRU", "GLU", "SIMD"}  # fmt: skip
_KNOWN = {
    "A/B": "A B", "A/A": "A A", "I/O": "I O", "CI/CD": "C I C D", "w/": "with", "vs": "versus", "vs.": "versus", "e.g.": "for example",
    "i.e.": "that is", "etc.": "et cetera", "SQL": "sequel", "NaN": "nan", "NaNs": "nans", "LoRA": "lora", "QLoRA": "Q lora", "MLE": "M L E", "ReLU": "relu",
    "NumPy": "num pie", "PyTorch": "pie torch", "vLLM": "V L L M", "xgboost": "X G boost", "XGBoost": "X G boost", "LightGBM": "light G B M",
    "k-means": "K means", "top-k": "top K", "CTR": "C T R", "résumé": "resume",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT_WORD = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))


def spoken(text: str) -> str:
    """The text as it is to be said."""
    text = re.sub(r"[*_`#>]+", "", text)
    for written, said in _KNOWN.items():
        text = re.sub(rf"(?<![\w/]){re.escape(written)}(?![\w/])", said, text)
    text = re.sub(r"[\"“”]", "", text)
    text = re.sub(rf"\$({_NUMBER})\s?([kKMB]|bn)?\b", lambda m: f"{_scaled(m[1], m[2])} dollars", text)
    text = re.sub(r"\bO\(([^)]+)\)", lambda m: "O of " + _formula(m[1]), text)
    text = re.sub(r"\b[pP](\d\d(?:\.\d+)?)\b", lambda m: f"P {number(m[1])}", text)
    text = re.sub(
        rf"(\w)@({_NUMBER}|[kK])\b", lambda m: f"{m[1]} at {_figure(m[2]) if m[2][0].isdigit() else 'K'}", text
    )
    text = re.sub(rf"\b({_NUMBER})e-(\d+)\b", lambda m: f"{number(m[1])} times ten to the minus {number(m[2])}", text)
    text = re.sub(rf"\b({_NUMBER})\s?[–-]\s?({_NUMBER})(?=\s?(?:%|[a-zA-Z]))", lambda m: f"{m[1]} to {m[2]}", text)
    text = re.sub(r"\b(\d+)\s?[–-]\s?(\d+)\b(?![-–]\d)", lambda m: f"{m[1]} to {m[2]}" if int(m[1]) < int(m[2]) else m[0], text)  # fmt: skip
    text = re.sub(rf"\b({_NUMBER})\s?[x×](?=\W|$)", lambda m: f"{number(m[1])} times", text)
    text = re.sub(rf"[-−]({_NUMBER})\s?%", lambda m: f"minus {number(m[1])} percent", text)
    text = re.sub(rf"({_NUMBER})\s?%", lambda m: f"{number(m[1])} percent", text)
    text = re.sub(rf"\b({_NUMBER})\s?({_UNIT_WORD})(?![\w/])", lambda m: _measured(m[1], m[2]), text)
    text = re.sub(rf"\b({_NUMBER})\s?([kKMBT]|bn)\b", lambda m: _scaled(m[1], m[2]), text)
    text = re.sub(rf"(?<![\w.])({_NUMBER})(?![\w])", lambda m: _figure(m[1]), text)
    text = re.sub(r"(?<=[a-z])(\d)[dD]\b", lambda m: f" {number(m[1])} D", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: _ordinal(int(m[1])), text)
    text = re.sub(r"\b([A-Za-z]{1,5}?)-?(\d{1,3})(s?)\b", lambda m: _model(m[1], m[2]) + m[3], text)
    text = re.sub(r"\b[A-Za-z]*[A-Z]{2,}[A-Za-z0-9]*(?:s\b|\b)", lambda m: _acronym(m[0]), text)
    for sign, said in (("→", " to "), ("≥", " at least "), ("≤", " at most "), ("≈", " about "), ("~", "about "), ("&", " and "), ("=", " equals "), ("+", " plus "), ("/", " per "), ("@", " at ")):  # fmt: skip
        text = text.replace(sign, said)
    return " ".join(text.replace("…", "...").split())


def number(written: str) -> str:
    """A figure in words: `1,200.5` as `one thousand two hundred point five`."""
    whole, _, part = written.replace(",", "").partition(".")
    said = _whole(int(whole))
    return f"{said} point {' '.join(_ONES[int(d)] for d in part)}" if part else said


def _whole(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_ONES[value // 100]} hundred" + (f" {_whole(value % 100)}" if value % 100 else "")
    for scale, name in _SCALES:
        if value >= scale:
            return f"{_whole(value // scale)} {name}" + (f" {_whole(value % scale)}" if value % scale else "")
    return str(value)


def _figure(written: str) -> str:
    """A bare figure; four digits that look like a year are said as one."""
    if re.fullmatch(r"(?:19|20)\d\d", written) and written[2:] != "00":
        low = int(written[2:])
        return f"{_whole(int(written[:2]))} {'oh ' + _ONES[low] if low < 10 else _whole(low)}"
    return number(written)


def _scaled(written: str, letter: str | None) -> str:
    return f"{number(written)} {_LETTERS[letter]}" if letter else number(written)


def _measured(written: str, unit: str) -> str:
    name = _UNITS[unit]
    single = written == "1" or name.endswith(_PLURAL_ALREADY)
    return f"{number(written)} {name}{'' if single else 's'}"


def _acronym(word: str) -> str:
    """`NDCG` letter by letter, `LoRA` as a word; a small s at the end stays a plural."""
    if word in _READ_AS_WORDS or (sum(c.islower() for c in word) > 1 and not word.endswith("s")):
        return word
    plural = word.endswith("s") and word[:-1].isupper()
    letters = re.findall(r"[A-Za-z]|\d+", word[:-1] if plural else word)
    said = " ".join(number(c) if c.isdigit() else c.upper() for c in letters)
    return f"{said}'s" if plural else said


def _ordinal(value: int) -> str:
    """`95th` as `ninety-fifth`."""
    said = _whole(value)
    for end, ordinal in _ORDINALS.items():
        if said.endswith(end):
            return said.removesuffix(end) + ordinal
    return said.removesuffix("y") + "ieth" if said.endswith("y") else said + "th"


def _model(letters: str, digits: str) -> str:
    """`fp32`, `int8`, `H100`, `BM25`: letters that are no syllable one by one, then the figure."""
    said = letters if re.search(r"[aeiou]", letters) else " ".join(letters.upper())
    return f"{said} {_whole(int(digits))}"


def _formula(inside: str) -> str:
    inside = re.sub(r"\^2|²", " squared", inside)
    inside = re.sub(r"\^(\d)", r" to the \1", inside)
    inside = inside.replace("*", " times ").replace("·", " times ")
    return re.sub(r"\b([a-z])\b", lambda m: m[1].upper(), inside)
