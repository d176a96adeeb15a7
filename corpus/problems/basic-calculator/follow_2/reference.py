"""Depth first over the names with an explicit stack; each formula is read once and worked out once."""

import re


def bid(name: str, formulas: dict[str, str]) -> int:
    """The value of the formula called `name`."""
    known: dict[str, int] = {}
    opened: dict[str, list[str]] = {}
    waiting = [name]
    while waiting:
        one = waiting[-1]
        if one in known:
            waiting.pop()
        elif one in opened:  # everything it needs was worked out above it
            known[one] = value(opened[one], known)
            waiting.pop()
        else:
            if one not in formulas:
                raise ValueError(f"there is no formula {one!r}")
            opened[one] = re.findall(r"[0-9]+|[a-z]+|[^ ]", formulas[one])
            for needed in {token for token in opened[one] if "a" <= token[0] <= "z"}:
                if needed in opened and needed not in known:
                    raise ValueError(f"{needed!r} depends on itself")
                waiting.append(needed)
    return known[name]


def value(tokens: list[str], known: dict[str, int]) -> int:
    """One formula, with every name in it known."""
    outer: list[tuple[int, int]] = []
    total, sign, value_next = 0, 1, True
    for token in tokens:
        if value_next and token in "+-":
            sign = -sign if token == "-" else sign
        elif value_next and token == "(":
            outer.append((total, sign))
            total, sign = 0, 1
        elif value_next and (token in known or "0" <= token[0] <= "9"):
            total += sign * (known[token] if token in known else int(token))
            value_next = False
        elif not value_next and token in "+-":
            sign = 1 if token == "+" else -1
            value_next = True
        elif not value_next and token == ")" and outer:
            before, sign = outer.pop()
            total = before + sign * total
        else:
            raise ValueError(f"{token!r} does not belong here")
    if value_next or outer:
        raise ValueError("a formula ends too early")
    return total
