"""Answer with something that runs code when it is unpickled.

ends: value
"""

import pickle


class Bomb:
    def __reduce__(self):
        return (print, ("ran outside",))


def attack():
    return [pickle.dumps(Bomb()), Bomb()]
