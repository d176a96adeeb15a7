"""As before; the stream yields (event, weight)."""

import random


class Event:
    """Stands for one arrival; counted while anyone holds it."""

    alive = most = 0
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name
        Event.alive += 1
        Event.most = max(Event.most, Event.alive)

    def __del__(self):
        Event.alive -= 1


def run(entry, weights, k, seeds):
    """For each seed the numbers of the events in the sample; and the most events that were held at once."""
    Event.alive = Event.most = 0
    samples = []
    for seed in seeds:
        drawn = entry(((Event(i), weight) for i, weight in enumerate(weights)), k, random.Random(seed))
        samples.append([one.name for one in drawn])
        del drawn
    return {"samples": samples, "held": Event.most}
