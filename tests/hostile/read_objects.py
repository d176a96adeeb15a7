"""Look through every object in memory for expected answers.

ends: refused
"""

import gc


def attack():
    texts = [repr(type(one)) for one in gc.get_objects()]
    found = [text for text in texts if "problem_tests" in text or "Oracle" in text]
    return f"reached {found}" if found else "refused"
