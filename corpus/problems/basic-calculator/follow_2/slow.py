"""Writes every name's formula in its place, in brackets, as long as there are names; no end means a cycle."""

import re


def flat(text):
    """The value without names, by recursive descent."""
    tokens = [*re.findall(r"[0-9]+|[^ ]", text), ""]

    def value():
        token = tokens.pop(0)
        if token in ("+", "-"):
            return value() * (-1 if token == "-" else 1)
        if token == "(":
            inner = total()
            if tokens.pop(0) != ")":
                raise ValueError
            return inner
        if not re.fullmatch("[0-9]+", token):
            raise ValueError
        return int(token)

    def total():
        result = value()
        while tokens[0] in ("+", "-"):
            result += value() if tokens.pop(0) == "+" else -value()
        return result

    result = total()
    if tokens != [""]:
        raise ValueError
    return result


def bid(name, formulas, above=()):
    """The value of the formula called `name`."""
    if name in above or name not in formulas:
        raise ValueError(name)
    text = formulas[name]
    for part in sorted(set(re.findall("[a-z]+", text)), key=len, reverse=True):
        worth = bid(part, formulas, (*above, name))
        text = re.sub(f"(?<![a-z]){part}(?![a-z])", f"#{worth}#", text)
    if re.search("##|[0-9]#[^#]*#[0-9]", re.sub(r"#(-?\d+)#", "#v#", text)) or re.search(r"\d#-?\d+#|#-?\d+#\d", text):
        raise ValueError(text)
    return flat(re.sub(r"#(-?\d+)#", r"(\1)", text))
