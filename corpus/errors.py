"""What can go wrong with content, documents and the index.

CorpusError
├── ContentError        bank, loop, level or pattern files that are not usable (every problem of every file)
├── DocumentError       a document that cannot be ingested
├── IndexUnusable       the index folder cannot be read, written or trusted
└── WeightsError        the embedding weights are missing or not the ones we know
"""

__all__ = ["ContentError", "CorpusError", "DocumentError", "IndexUnusable", "WeightsError"]


class CorpusError(Exception):
    """Something a person can mend; its text says what, where and how."""


class ContentError(CorpusError):
    """One or more content files cannot be used; `problems` maps each file to its faults."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        self.problems = problems
        parts = []
        for name, faults in problems.items():
            parts.append(f"{name} is not usable:\n" + "\n".join(f"  {fault}" for fault in faults))
        super().__init__("\n\n".join(parts))


class DocumentError(CorpusError):
    """A document that could not be read; nothing of it was indexed."""


class IndexUnusable(CorpusError):
    """The index folder is foreign, unwritable or broken beyond a rebuild."""


class WeightsError(CorpusError):
    """The packaged embedding weights are missing or differ from the pinned ones."""
