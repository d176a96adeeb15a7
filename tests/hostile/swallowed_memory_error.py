"""Take memory and swallow every complaint.

ends: stopped time or stopped ended
slow: yes
"""


def attack():
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 24))
        except MemoryError:
            kept.append(None)
