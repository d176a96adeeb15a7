"""Write for ever, below Python.

ends: stopped output
"""

import os
def attack():
    while True:
        os.write(2, b"y" * 65536)
