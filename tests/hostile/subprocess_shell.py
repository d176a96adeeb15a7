"""Start a shell.

ends: refused
"""

import subprocess


def attack():
    try:
        return "reached " + subprocess.run("id", shell=True, capture_output=True, text=True).stdout
    except OSError as error:
        return f"refused: {error}"
