"""Judges and backends side by side, on the same items only: runs of other items, halves or contents stand in tables of their own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Board:
    """One suite on one set of items."""

    suite: str
    content: str
    items: int
    figures: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    """The judge, its figures in that order, and the run."""


def boards(roots: Sequence[Path], suite: str | None = None) -> list[Board]:
    """Every set of items that was run, the judges of each by its first bound; the latest run of a judge counts."""
    runs: dict[tuple[str, str, int], dict[str, tuple[dict[str, Any], Path]]] = {}
    for path in sorted(p for root in roots for p in root.rglob("summary.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        if suite not in (None, held["suite"]):
            continue
        key = (held["suite"], held["setting"]["content"], held["setting"]["items"])
        runs.setdefault(key, {})[held["setting"]["judge"]] = (held, path.parent)
    out = []
    for (name, content, items), by in sorted(runs.items()):
        bounds = next(iter(by.values()))[0]["thresholds"]
        names = tuple(t["figure"] for t in bounds)
        down = bool(bounds) and bounds[0]["bound"].startswith("≤")
        ranked = sorted(by.items(), key=lambda pair: _first(pair[1][0], names), reverse=not down)
        rows = tuple((judge, tuple(_cell(held, f) for f in names), str(folder)) for judge, (held, folder) in ranked)
        out.append(Board(name, content, items, names, rows))
    return out


def _first(held: dict[str, Any], names: Sequence[str]) -> float:
    figure = held["figures"].get(names[0]) if names else None
    return float(figure["value"]) if figure else float("-inf")


def _cell(held: dict[str, Any], name: str) -> str:
    figure = held["figures"].get(name)
    return f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]" if figure else "not measured"
