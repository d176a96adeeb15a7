"""How a result looks. `RULES` is used by the page and by the web app; each brings its own values for the variables.

Level is never told by colour alone: the meter's length and the words say it too.
"""

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

RULES = """
.sp{color:var(--sp-ink);overflow-wrap:anywhere}.sp *{box-sizing:border-box}
.sp h1{font-size:1.65em;letter-spacing:-.01em;margin:0 0 .2em;line-height:1.25}
.sp h2{font-size:1.2em;margin:1.8em 0 .5em;line-height:1.3}.sp h3{font-size:1.05em;margin:0;line-height:1.35}
.sp p{margin:.4em 0;max-width:74ch}.sp-soft{color:var(--sp-soft);font-size:.9em}.sp section>h2:first-child{margin-top:.2em}
.sp ol,.sp ul{margin:.4em 0;padding-left:1.3em}.sp ol li,.sp ul li{margin:.25em 0}
.sp-card,.sp-verdict{background:var(--sp-card);border:1px solid var(--sp-line);border-radius:12px;padding:18px 20px;margin:16px 0;display:block}
.sp section>.sp-card>h2:first-child,.sp .sp-card>h2:first-child{margin-top:0}
.sp .sp-band{font-size:1.7em;font-weight:650;letter-spacing:-.015em;margin:0 0 .1em;line-height:1.2}
.sp-scale{position:relative;margin:14px 0 6px;padding-top:7px}.sp-bands{display:flex;gap:2px;height:8px}
.sp-bands span{background:var(--sp-line);border-radius:3px}
.sp-interval{position:absolute;top:3px;height:16px;background:var(--sp-accent);opacity:.28;border-radius:8px}
.sp-point-at{position:absolute;top:0;width:4px;height:22px;margin-left:-2px;background:var(--sp-accent);border-radius:2px}
.sp-ends{display:flex;justify-content:space-between;color:var(--sp-soft);font-size:.82em;margin-top:8px}
.sp-question header{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap;margin-bottom:10px}
.sp-question header h3{flex:1 1 14em}.sp-score{font-variant-numeric:tabular-nums;font-weight:600}
.sp-tag{color:var(--sp-soft);font-size:.85em;border:1px solid var(--sp-line);border-radius:99px;padding:1px 9px}
.sp-two{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:22px}
@media(max-width:720px){.sp-two{grid-template-columns:minmax(0,1fr)}.sp-card,.sp-verdict{padding:14px}}
.sp-said{margin:0 0 10px;white-space:pre-wrap}.sp-who{display:block;color:var(--sp-soft);font-size:.82em}
.sp-mine{background:var(--sp-mine);border-radius:10px;padding:9px 13px}
.sp-said pre{margin:4px 0 0;overflow-x:auto;font-size:.86em;white-space:pre;background:none;color:inherit}
.sp mark{background:var(--sp-wash);color:inherit;border-radius:3px;padding:1px 2px}
.sp sup{font-size:.7em;font-weight:650;color:var(--sp-accent);line-height:0;margin-left:1px}
.sp ul.sp-points{list-style:none;margin:0;padding:0}.sp ul.sp-points li{display:flex;gap:11px;margin:0 0 11px}
.sp-points div{min-width:0}.sp-told{display:block;color:var(--sp-soft);font-size:.87em}
.sp-meter{flex:none;width:8px;height:38px;border-radius:4px;margin-top:3px;border:1px solid var(--sp-line);background:linear-gradient(to top,var(--sp-fill) var(--sp-full),transparent 0)}
.sp-level-0{--sp-full:0%}.sp-level-1{--sp-full:33%;--sp-fill:var(--sp-soft)}.sp-level-2{--sp-full:67%;--sp-fill:var(--sp-accent)}
.sp-level-3{--sp-full:100%;--sp-fill:var(--sp-accent)}.sp-level-none .sp-meter{border-style:dashed;border-color:var(--sp-soft)}
.sp details{margin:10px 0 0}.sp summary{cursor:pointer;font-weight:600;color:var(--sp-accent)}
.sp summary:focus-visible{outline:2px solid var(--sp-accent);outline-offset:2px;border-radius:4px}
.sp-figure{margin:16px 0;max-width:560px}.sp-figure figcaption{color:var(--sp-soft);font-size:.87em;margin-bottom:6px}
.sp-figure svg{width:100%;height:auto;display:block;font-size:12px;font-family:inherit}.sp-figure text{fill:var(--sp-ink)}
.sp-figure .sp-soft{fill:var(--sp-soft);font-size:11px}.sp-grid{stroke:var(--sp-line);fill:none}.sp-track{fill:var(--sp-line);opacity:.6}
.sp-bar,.sp-dot{fill:var(--sp-accent)}.sp-shape{fill:var(--sp-accent);fill-opacity:.16;stroke:var(--sp-accent);stroke-width:2}
.sp-reach{fill:var(--sp-accent);fill-opacity:.13}.sp-whisker{stroke:var(--sp-ink);stroke-width:1.5;opacity:.5}
.sp-trend{stroke:var(--sp-accent);stroke-width:2}
.sp table{border-collapse:collapse;width:100%;font-size:.93em;font-variant-numeric:tabular-nums}.sp-wide{overflow-x:auto}
.sp th{text-align:left;font-weight:600;color:var(--sp-soft);border-bottom:1px solid var(--sp-line);padding:6px 14px 6px 0;white-space:nowrap}
.sp td{border-bottom:1px solid var(--sp-line);padding:8px 14px 8px 0;vertical-align:top}
.sp-empty{border:1px dashed var(--sp-line);border-radius:12px;padding:34px 20px;text-align:center}.sp-empty p{margin:.2em auto}
.sp-empty-title{font-weight:650;font-size:1.1em}.sp .sp-good{color:var(--sp-good)}.sp .sp-bad{color:var(--sp-bad)}
"""
"""For everything inside `.sp`."""
