"""Draws samples with many seeds from a stream of opaque events, and counts how many of those are held at once."""

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


def run(entry, names, k, seeds):
    """For each seed the names in the sample; and the most events that were held at once."""
    Event.alive = Event.most = 0
    samples = []
    for seed in seeds:
        drawn = entry((Event(name) for name in names), k, random.Random(seed))
        samples.append([one.name for one in drawn])
        del drawn
    return {"samples": samples, "held": Event.most}
