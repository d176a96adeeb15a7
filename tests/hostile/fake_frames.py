"""Write replies into every handle there is.

ends: stopped channel
"""

import os


def attack():
    body = b'{"value": [0]}'
    for fd in range(3, 64):
        try:
            os.write(fd, (len(body).to_bytes(8, "big") + body) * 50)
        except OSError:
            pass
    return "written"
