"""Write for ever, below Python.

ends: stopped output
slow: yes
"""

import os


def attack():
    while True:
        os.write(2, b"y" * 65536)
