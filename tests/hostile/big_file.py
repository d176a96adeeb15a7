"""One file without an end.

ends: refused
"""


def attack():
    try:
        with open("/candidate/x", "wb") as file:
            while True:
                file.write(bytes(1 << 20))
                if file.tell() > 200 << 20:
                    return "reached"
    except OSError as error:
        return f"refused: {error}"
