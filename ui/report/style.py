"""How a result looks. `RULES` is used by the page and by the web app; each brings its own values for the variables."""

from pathlib import Path

PAGE = """
:root{--sp-ink:#1a1d1c;--sp-soft:#5b5e5b;--sp-line:#dcdcd6;--sp-page:#fbfbf9;--sp-card:#fff;--sp-accent:#14695d;--sp-wash:#d6ebe6;
--sp-good:#2b7449;--sp-bad:#b03a26;--sp-mine:#f3f4f2;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--sp-ink:#e9eae8;--sp-soft:#a6aaa6;--sp-line:#363b39;--sp-page:#131615;--sp-card:#1b1f1e;
--sp-accent:#7dbfb2;--sp-wash:#184a42;--sp-good:#78c996;--sp-bad:#ec9685;--sp-mine:#232827}}
body{margin:0;background:var(--sp-page)}
.sp{max-width:1040px;margin:0 auto;padding:32px 20px 80px;font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
@media print{.sp{max-width:none;padding:0}.sp-card{break-inside:avoid-page}}
"""
"""For a file of its own."""

RULES = (Path(__file__).parents[1] / "web" / "static" / "report.css").read_text(encoding="utf-8")
"""For everything inside `.sp`."""
