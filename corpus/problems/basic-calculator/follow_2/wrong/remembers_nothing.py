"""Right for small books, but works a shared formula out again for everyone who needs it.

fails: size
"""

import re


def bid(name, formulas):
    import sys

    sys.setrecursionlimit(200_000)

    def value(one, above):
        if one in above or one not in formulas:
            raise ValueError
        text = " " + formulas[one]
        if re.search(r"[0-9a-z)] *[(]|[0-9]+[a-z]|[a-z][0-9]|[0-9a-z)] +[0-9a-z]|[+-] *$|\( *\)", text):
            raise ValueError
        return eval(re.sub("[a-z]+", lambda m: f"({value(m[0], above | {one})})", text).strip(), {"__builtins__": {}})

    return value(name, frozenset())
