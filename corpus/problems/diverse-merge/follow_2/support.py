"""Remote sources: iterators that count what is read from them; some never end."""

from itertools import count


class Source:
    """Yields (score, video, creator), best first; with `endless`, goes on for ever with videos of that creator."""

    def __init__(self, entries, endless, start):
        self.entries, self.endless, self.reads = entries, endless, 0
        self.lowest = min([entry[0] for entry in entries], default=0.0)
        self.start = start

    def __iter__(self):
        for entry in self.entries:
            self.reads += 1
            yield entry
        if self.endless:
            for i in count(1):
                self.reads += 1
                if self.reads > 200_000:
                    raise RuntimeError("200,000 entries were read from one source")
                yield (self.lowest - i, self.start + i, self.endless)


def run(entry, lists, endless, k, gap):
    """The feed, and how many entries were read in all; `endless` names a creator for each source, or None."""
    sources = [Source(entries, tail, 10**6 * (i + 1)) for i, (entries, tail) in enumerate(zip(lists, endless))]
    feed = entry([iter(source) for source in sources], k, gap)
    return {"feed": list(feed), "reads": sum(source.reads for source in sources)}
