"""A pattern that tries every split.

ends: stopped time
slow: yes
"""

import re


def attack():
    return re.match(r"(a+)+$", "a" * 60 + "b")
