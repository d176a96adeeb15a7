"""Take memory in small pieces.

ends: raised MemoryError or stopped ended
"""

def attack():
    kept = []
    while True:
        kept.append(bytearray(1 << 20))
