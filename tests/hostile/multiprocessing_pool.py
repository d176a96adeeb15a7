"""Spread over the cores.

ends: refused
slow: yes
"""

import multiprocessing


def attack():
    try:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            return f"reached {pool.map(abs, [-1])}"
    except OSError as error:
        return f"refused: {error}"
