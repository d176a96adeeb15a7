"""Works out every formula, needed or not, so that a fault elsewhere spoils the answer.

fails: only-what-is-needed
"""

import re


def bid(name, formulas):
    known = {}
    while len(known) < len(formulas):
        before = len(known)
        for one, text in formulas.items():
            if one not in known and all(part in known for part in re.findall("[a-z]+", text)):
                text = re.sub("[a-z]+", lambda m: f"({known[m[0]]})", text)
                if re.search(r"[0-9)] *\(|[0-9)] +[0-9]|\) *[0-9]", text):
                    raise ValueError
                try:
                    known[one] = eval(text.strip())
                except SyntaxError:
                    raise ValueError from None
        if len(known) == before:
            raise ValueError
    if name not in known:
        raise ValueError
    return known[name]
