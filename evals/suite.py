"""What a suite is: items, how one is worked on, and how the results become figures with thresholds.

A suite is a module `evals.suite_<id>` with `items`, `work` and `summarize`, and a folder `suites/<id>/` with its data
and `suite.yaml`: title, what it shows, and the thresholds a release must reach. A suite of something above evals, such
as voice, lies with what it measures, and its card names the module (`code`): imports still point one way.
"""

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import yaml

from agent.errors import AgentError
from evals.stats import Figure

SUITES = Path(__file__).parent / "suites"


class SuiteError(AgentError):
    """A suite or a run that cannot be used."""


@dataclass(frozen=True)
class Item:
    """One thing to be worked on; `group` is what intervals resample."""

    id: str
    group: str
    data: dict[str, Any]


@dataclass
class Summary:
    """What a suite found: figures by name, and sections of HTML for the report."""

    figures: dict[str, Figure] = field(default_factory=dict)
    sections: list[tuple[str, str]] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    """One number an item, for the comparison of two runs."""
    groups: dict[str, str] = field(default_factory=dict)
    """The group of each of them."""


class Suite(Protocol):
    """A module that measures something."""

    def items(self, options: "Options") -> list[Item]: ...

    def work(self, item: Item, home: Path) -> dict[str, Any]: ...

    def summarize(self, rows: list[tuple[Item, dict[str, Any]]], options: "Options") -> Summary: ...


@dataclass(frozen=True)
class Options:
    """What a run was asked for; kept with its results."""

    half: str = "test"
    data: Path | None = None
    limit: int | None = None
    player: str = "none"
    """The backend that plays the candidates of `selfplay`; none: written material."""


@dataclass(frozen=True)
class Threshold:
    """A figure and the bound it must keep."""

    figure: str
    at_least: float | None = None
    at_most: float | None = None

    def met(self, figures: dict[str, Figure]) -> bool:
        """Whether the measured value keeps the bound; a figure that is not there, or of nothing, does not."""
        if self.figure not in figures or figures[self.figure].n == 0:
            return False
        value = figures[self.figure].value
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def reached(self, figures: dict[str, Figure]) -> bool:
        """Whether the interval reaches the bound: all that a few items can be asked."""
        if self.figure not in figures or figures[self.figure].n == 0:
            return False
        figure = figures[self.figure]
        return (self.at_least is None or figure.high >= self.at_least) and (
            self.at_most is None or figure.low <= self.at_most
        )

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


@dataclass(frozen=True)
class Card:
    """suite.yaml."""

    id: str
    title: str
    about: str
    thresholds: tuple[Threshold, ...]
    code: str = ""
    """The module, where it is not `evals.suite_<id>`."""
    quick: int | None = None
    """How many items a quick run takes: None for all, 0 to leave the suite out."""
    release: int | None = None
    """How many a run of all takes, the release check; None for all."""


def card(suite_id: str) -> Card:
    """The card of a suite; SuiteError when there is none."""
    path = SUITES / suite_id / "suite.yaml"
    if not path.exists():
        raise SuiteError(f"There is no suite {suite_id!r}. There are: {', '.join(known())}.")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    bounds = tuple(Threshold(name, **bound) for name, bound in raw.pop("thresholds").items())
    return Card(id=suite_id, thresholds=bounds, **raw)


def known() -> list[str]:
    """The suites there are."""
    return sorted(path.parent.name for path in SUITES.glob("*/suite.yaml"))


def lacking(suite_id: str) -> str:
    """Why a suite cannot be run here; empty when it can."""
    return getattr(module(suite_id), "lacking", str)()


def module(suite_id: str) -> Suite:
    """The code of a suite."""
    return cast(Suite, import_module(card(suite_id).code or f"evals.suite_{suite_id}"))
