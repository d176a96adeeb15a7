"""Hands the text to Python, whose grammar is not ours: leading zeros, products and deep nesting differ.

fails: numbers
"""


def bid(formula):
    try:
        return int(eval(formula.strip()))
    except Exception:
        raise ValueError from None
