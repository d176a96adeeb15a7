"""One HTML file a run: opens offline, light and dark, nothing fetched."""

import json
from html import escape
from pathlib import Path
from typing import Any

STYLE = """
:root{--ink:#1d2430;--soft:#667085;--line:#e4e7ec;--page:#fbfbfa;--card:#fff;--mark:#2f6f6b;--good:#2f7d4f;--bad:#b4432f;--wash:#e6f0ef}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8ec;--soft:#98a2b3;--line:#2c333f;--page:#14181f;--card:#1a2029;--mark:#6fb7b1;--good:#6cc08b;--bad:#e58a78;--wash:#1e3533}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1080px;margin:0 auto;padding:40px 24px 80px}h1{font-size:28px;margin:0 0 4px;letter-spacing:-.01em}h2{font-size:19px;margin:44px 0 12px}
p{max-width:72ch}.soft,figcaption{color:var(--soft)}table{border-collapse:collapse;width:100%;font-size:14.5px;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:600;color:var(--soft);border-bottom:1px solid var(--line);padding:6px 12px 6px 0}
td{border-bottom:1px solid var(--line);padding:7px 12px 7px 0;vertical-align:top}.num{text-align:right}.wrap{overflow-x:auto}
.good{color:var(--good)}.bad{color:var(--bad)}figure{margin:0;max-width:560px;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px}
figcaption{font-size:14px;margin-bottom:6px}.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:16px;margin:16px 0}
svg{width:100%;height:auto;font-size:12px}svg text{fill:var(--ink)}svg .tick,svg .axis{fill:var(--soft)}.grid{stroke:var(--line)}.guide{stroke:var(--soft);stroke-dasharray:4 4}
circle{fill:var(--mark);fill-opacity:.35}.bin{fill-opacity:.55}.bar,.cell{fill:var(--mark)}.reach{stroke:var(--ink);stroke-width:1.5}
blockquote{margin:8px 0;padding:8px 14px;background:var(--card);border-left:3px solid var(--line);border-radius:0 8px 8px 0;font-size:15px;white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:var(--wash);color:inherit;border-radius:3px;padding:0 2px}details{margin:6px 0}summary{cursor:pointer}code{font-size:13px}
"""


def write_report(folder: Path) -> Path:
    """report.html beside summary.json."""
    held = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    target = folder / "report.html"
    target.write_text(page(f"{held['title']} — Sparring", _body(held)), encoding="utf-8")
    return target


def page(title: str, body: str) -> str:
    """A whole document around `body`."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _body(held: dict[str, Any]) -> str:
    setting = held["setting"]
    rows = []
    bounds = {t["figure"]: t for t in held["thresholds"]}
    for name, f in sorted(held["figures"].items(), key=lambda pair: pair[0] not in bounds):
        bound = bounds.get(name)
        verdict = (
            ""
            if not bound
            else f'<span class="{"good" if bound["met"] else "bad"}">{"met" if bound["met"] else "missed"}</span>'
        )
        rows.append(
            [
                escape(name),
                f"{f['value']:.3f}",
                f"{f['low']:.3f} to {f['high']:.3f}",
                str(f["n"]),
                escape(bound["bound"]) if bound else "",
                verdict,
            ]
        )
    head = f"<h1>{escape(held['title'])}</h1><p>{escape(held['about'])}</p>" + (
        f'<p class="soft">{setting["items"]} items, half “{escape(setting["half"])}”, judge <code>{escape(setting["judge"])}</code>, '
        f"content <code>{setting['content']}</code>, Sparring {escape(setting['sparring'])}</p>"
    )
    failures = ""
    if held["failures"]:
        failures = "<h2>Failed, and in no figure</h2>" + table(
            ["item", "reason"], [[escape(i), escape(r)] for i, r in held["failures"].items()]
        )
    sections = "".join(f"<h2>{escape(title)}</h2>{html}" for title, html in held["sections"])
    return head + table(["figure", "value", "95 % interval", "n", "bound", ""], rows) + failures + sections


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table of cells that are HTML already."""
    top = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wrap"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def answer_html(answer: str, verdicts: list[dict[str, Any]]) -> str:
    """An answer with its quotes marked in place; nothing in it is ever markup."""
    spans = sorted({(v["start"], v["end"], v["criterion_id"]) for v in verdicts if v.get("start") is not None})
    out, at = [], 0
    for start, end, name in spans:
        if start < at:
            continue
        out += [escape(answer[at:start]), f'<mark title="{escape(name)}">{escape(answer[start:end])}</mark>']
        at = end
    return f"<blockquote>{''.join(out)}{escape(answer[at:])}</blockquote>"
