"""Takes every name that is met twice for a cycle.

fails: shared-is-no-cycle
"""

import re


def bid(name, formulas):
    seen, known, todo = set(), {}, [name]
    order = []
    while todo:
        one = todo.pop()
        if one in seen or one not in formulas:
            raise ValueError
        seen.add(one)
        order.append(one)
        todo += sorted(set(re.findall("[a-z]+", formulas[one])))
    for one in reversed(order):
        text = re.sub("[a-z]+", lambda m: f"({known[m[0]]})", formulas[one])
        if re.search(r"[0-9)] *\(|[0-9)] +[0-9]|\) *[0-9]", text):
            raise ValueError
        try:
            known[one] = eval(text.strip())
        except SyntaxError:
            raise ValueError from None
    return known[name]
