"""Take memory and swallow every complaint.

ends: stopped time or stopped ended or raised MemoryError
slow: yes
"""


def attack():
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 24))
        except MemoryError:
            kept.append(None)
