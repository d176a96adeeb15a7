"""Close every handle.

ends: stopped ended
"""

import os
def attack():
    os.closerange(0, 256)
    while True:
        pass
