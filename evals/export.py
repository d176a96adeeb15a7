"""A run in forms that others read: one JSON object a line, or a log as Inspect writes it (version 2 of its format).

Offline nothing of a run is a conversation with a model, so an Inspect sample holds the item as input and our trace as metadata.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.compare import load


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Every item of a run with its score and trace, in the order it was worked on."""
    held = load(folder)
    scores, groups = held["scores"], held["groups"]
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {
            "suite": held["suite"],
            "id": row["id"],
            "group": groups.get(row["id"], ""),
            "score": scores.get(row["id"]),
            "failure": row["trace"].get("failure"),
            "trace": row["trace"],
        }


def as_jsonl(folder: Path) -> str:
    """One object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(folder))


def as_inspect(folder: Path) -> str:
    """The whole run as one Inspect log."""
    held = load(folder)
    setting, done = held["setting"], list(rows(folder))
    ident = hashlib.sha256(json.dumps(setting, sort_keys=True).encode()).hexdigest()[:22]
    begun = datetime.fromtimestamp((folder / "setting.json").stat().st_mtime, UTC).isoformat()
    scored = [row for row in done if row["score"] is not None]
    return json.dumps(
        {
            "version": 2,
            "status": "success",
            "eval": {
                "eval_id": ident,
                "run_id": ident,
                "created": begun,
                "task": f"sparring/{held['suite']}",
                "task_id": ident,
                "task_version": 0,
                "task_args": {},
                "dataset": {
                    "name": held["suite"],
                    "samples": len(done),
                    "sample_ids": [row["id"] for row in done],
                    "shuffled": False,
                },
                "model": f"sparring/{setting['judge']}",
                "model_args": {},
                "config": {},
                "packages": {"sparring": setting["sparring"]},
                "metadata": setting,
            },
            "plan": {"name": "plan", "steps": [], "config": {}},
            "results": {
                "total_samples": len(done),
                "completed_samples": len(scored),
                "scores": [
                    {
                        "name": held["suite"],
                        "scorer": "sparring",
                        "params": {},
                        "metrics": {
                            name: {"name": name, "value": figure["value"], "params": {}, "metadata": figure}
                            for name, figure in held["figures"].items()
                        },
                    }
                ],
            },
            "stats": {"started_at": begun, "completed_at": begun, "model_usage": {}},
            "samples": [_sample(row) for row in done],
        },
        ensure_ascii=False,
    )


def _sample(row: dict[str, Any]) -> dict[str, Any]:
    scores = {} if row["score"] is None else {"sparring": {"value": row["score"]}}
    return {
        "id": row["id"],
        "epoch": 1,
        "input": row["id"],
        "target": "",
        "messages": [],
        "output": {"model": "", "choices": []},
        "scores": scores,
        "metadata": {"group": row["group"], "trace": row["trace"]},
        "store": {},
        "events": [],
        "model_usage": {},
        "attachments": {},
    }
