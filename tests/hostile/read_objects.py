"""Look through every object in memory for expected answers.

ends: refused
"""

import gc
def attack():
    texts = [repr(type(one)) for one in gc.get_objects()]
    found = [text for text in texts if "Check" in text or "Stage" in text or "oracle" in text.lower()]
    return f"reached {found}" if found else "refused"
