"""Take memory in small pieces.

ends: raised MemoryError or stopped ended or stopped time
slow: yes
"""


def attack():
    kept = []
    while True:
        kept.append(bytearray(1 << 20))
