"""Opens what the interviewer knows: the bank, the rubrics, and the index over both."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from corpus.content import load_bank
from corpus.embed import Embedder, load_embedder
from corpus.passages import Passage
from corpus.search import Library, open_library
from rubrics.schema import Rubric, load_rubrics


def rubric_passages(rubrics: dict[str, Rubric]) -> list[Passage]:
    """One passage a criterion: its question with what the top level sounds like."""
    rows = []
    for rubric in rubrics.values():
        for criterion in rubric.criteria:
            owner = f"{rubric.id}/{criterion.id}"
            text = f"{rubric.title}. {criterion.question} {criterion.anchors.at(3)}"
            rows.append(Passage(owner, owner, text, {"round": rubric.id, "version": rubric.version}))
    return rows


def library(home: Path, *, rebuild: bool = False, say: Callable[[str], None] | None = None) -> Library:
    """The index over the shipped content, built on first use."""
    bank, rubrics = load_bank(), load_rubrics()
    extra = {"rubrics": rubric_passages(rubrics)}
    return open_library(home, bank, lambda: embedder(home), extra, rebuild=rebuild, say=say)


@lru_cache(maxsize=2)
def embedder(home: Path) -> Embedder:
    """One encoder a process: it takes a quarter of a second and 150 MB to load."""
    return load_embedder(home)
