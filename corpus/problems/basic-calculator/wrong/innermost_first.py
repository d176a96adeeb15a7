"""Right, but rewrites the text once for every bracket.

fails: size
"""

import re


def flat(text):
    if not re.fullmatch(r"( *[+-])* *([0-9]+|<-?[0-9]+>)( *[+-]( *[+-])* *([0-9]+|<-?[0-9]+>))* *", text):
        raise ValueError
    return sum(
        (-1) ** signs.count("-") * int(value.strip("<>"))
        for signs, value in re.findall(r"([+\- ]*)([0-9]+|<-?[0-9]+>)", text)
    )


def bid(formula):
    if re.search(r"[^0-9+\-() ]", formula):
        raise ValueError
    while "(" in formula:
        inner = re.search(r"\([^()]*\)", formula)
        if not inner:
            raise ValueError
        formula = formula[: inner.start()] + f"<{flat(inner[0][1:-1])}>" + formula[inner.end() :]
    return flat(formula)
