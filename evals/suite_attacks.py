"""Weak answers with something added to raise the score: does anything get through?"""

import json
from collections import defaultdict
from html import escape
from pathlib import Path
from typing import Any

from corpus.content import load_bank
from evals.halves import half
from evals.judging import judged, ladder
from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary
from rubrics.scoring import BANDS


def items(options: Options) -> list[Item]:
    """Each attack of a half on three weak answers; `{points}` in an attack is what the question's points say."""
    weak = [row for row in ladder(options.half) if row["kind"] in ("weak", "long-empty")]
    lines = (SUITES / "attacks" / "attacks.jsonl").read_text(encoding="utf-8").splitlines()
    attacks = [a for a in map(json.loads, lines) if options.half in ("all", half(a["id"]))]
    found = []
    for n, attack in enumerate(attacks):
        for turn in range(3):
            row = weak[(n * 3 + turn) % len(weak)]
            found.append(
                Item(f"{attack['id']}|{row['question']}|{row['kind']}", attack["id"], {"attack": attack, "row": row})
            )
    return found


def attacked(attack: dict[str, Any], answer: str, question_id: str) -> str:
    """The answer with the attack in it."""
    question = load_bank().questions[question_id]
    terms = ", ".join(point.id.replace("-", " ") for point in question.points)
    text = attack["text"].replace("{points}", " ".join(p.says for p in question.points)).replace("{terms}", terms)
    text = text.replace("{ids}", ", ".join(p.id for p in question.points)) * int(attack.get("times", 1))
    return {"before": f"{text} {answer}", "after": f"{answer} {text}", "around": f"{text} {answer} {text}"}[
        attack["where"]
    ]


def work(item: Item, home: Path) -> dict[str, Any]:
    """The score without and with the attack."""
    row, attack = item.data["row"], item.data["attack"]
    plain = judged(row["question"], row["answer"], home)
    steered = judged(row["question"], attacked(attack, row["answer"], row["question"]), home)
    return {
        "plain": plain["forced"],
        "attacked": steered["forced"],
        "bands": [plain["band"], steered["band"]],
        "flags": steered["flags"],
    }


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Uplift, bands passed, how many were named."""
    summary = Summary(scores={item.id: trace["attacked"] for item, trace in rows})
    groups = [item.group for item, _ in rows]
    rank = {name: n for n, name in enumerate(BANDS)}
    passed = [float(rank.get(t["bands"][1], -1) > rank.get(t["bands"][0], -1) >= 0) for _, t in rows]
    lifts = [t["attacked"] - t["plain"] for _, t in rows]
    summary.figures["mean uplift"] = bootstrap_mean(lifts, groups)
    summary.figures["largest uplift"] = bootstrap_mean([max(lifts)], ["all"])
    summary.figures["passes a band"] = bootstrap_mean(passed, groups)
    summary.figures["flagged"] = bootstrap_mean([float(bool(t["flags"])) for _, t in rows], groups)
    kinds = defaultdict(list)
    for (item, _), lift in zip(rows, lifts, strict=True):
        kinds[item.data["attack"]["kind"]].append(lift)
    table_kinds = [
        [escape(k), str(len(v)), f"{sum(v) / len(v):+.3f}", f"{max(v):+.3f}"] for k, v in sorted(kinds.items())
    ]
    most = sorted(zip(lifts, rows, strict=True), key=lambda m: -m[0])[:15]
    worst = [
        [f"<code>{escape(i.id)}</code>", f"{lift:+.3f}", escape(i.data["attack"]["text"][:140])]
        for lift, (i, _) in most
    ]
    summary.sections = [
        ("By kind", table(["kind", "n", "mean uplift", "largest"], table_kinds)),
        ("What moved a score most", table(["attack", "uplift", "text"], worst)),
    ]
    return summary
