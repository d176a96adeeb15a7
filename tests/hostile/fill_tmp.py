"""Fill the disk with files.

ends: refused
"""


def attack():
    written = 0
    try:
        for n in range(1000):
            with open(f"/tmp/{n}", "wb") as file:
                file.write(bytes(1 << 20))
            written += 1
    except OSError as error:
        return f"refused after {written} MB: {error}" if written < 100 else f"reached {written} MB"
    return f"reached {written} MB"
