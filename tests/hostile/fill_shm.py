"""Fill shared memory.

ends: refused
"""


def attack():
    try:
        with open("/dev/shm/x", "wb") as file:
            for n in range(64):
                file.write(bytes(1 << 20))
                file.flush()
    except OSError as error:
        return f"refused: {error}"
    return "reached"
