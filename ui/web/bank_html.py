"""The HTML of the Bank screen. What would spoil a question is folded: who reads it first has nothing left to practise."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from agent.person.own import LONGEST, OwnQuestion
from corpus.documents import SUFFIXES
from corpus.schema import LEVELS, ROUNDS, TEAMS, TOPICS, Question
from corpus.search import Hit
from ui.web.screen import empty, options


def frame() -> str:
    """The screen before anything is asked for."""
    selects = "".join(
        f'<label>{name.capitalize()}<select name="{name}">{options([("", "Any"), *((v, _plain(v)) for v in values)])}</select></label>'
        for name, values in (("round", ROUNDS), ("topic", TOPICS), ("level", LEVELS), ("team", TEAMS))
    )
    kinds = ",".join(SUFFIXES)
    return (
        '<h1>Question bank</h1><p class="sp-lead">What can be asked, and what a strong answer holds. The answers are folded: try first.</p>'
        '<p class="sp-trouble" data-trouble role="alert"></p>'
        '<form id="bank-find" class="sp-row end" role="search"><label class="wide">Search by meaning or by words'
        '<input type="search" name="text" maxlength="400" placeholder="negatives that are not really negative" autocomplete="off"></label>'
        f'{selects}<button class="go">Search</button></form>'
        '<div class="sp-split"><nav class="sp-side" id="bank-list" aria-label="Questions"></nav>'
        '<section id="bank-entry" aria-label="Question" tabindex="-1"></section></div>'
        '<h2>Your own</h2><div class="sp-pair"><section class="sp-card"><h3>Questions you were asked, or fear</h3>'
        f'<form id="own-add"><label>In your words<textarea name="text" rows="3" maxlength="{LONGEST}" required></textarea></label>'
        '<p><button class="go">Add it</button></p></form><div id="own-list"></div></section>'
        '<section class="sp-card"><h3>Documents</h3><p class="sp-soft">Notes, papers, a design document: their passages are found '
        "by meaning. They stay on this machine.</p>"
        '<div class="sp-drop" id="drop"><p>Drop files here, or</p><label class="sr" for="drop-file">Choose documents</label>'
        f'<input type="file" id="drop-file" multiple accept="{kinds}"><p class="sp-soft">{kinds.replace(",", " ")}, 10 MB each</p></div>'
        '<p class="sp-news" id="drop-news" role="status"></p><div id="document-list"></div>'
        '<form id="notes-find" role="search" class="sp-row end"><label class="wide">Find in your documents'
        '<input type="search" name="text" maxlength="400" autocomplete="off"></label><button class="quiet">Find</button></form>'
        '<div id="notes-found"></div></section></div>'
    )


def listed(rows: Sequence[Question], *, searched: bool) -> str:
    """Questions that fit, best first when searched for."""
    if not rows:
        return empty("Nothing fits", "Take a filter away, or search for something else.")
    items = "".join(
        f'<li><button class="sp-item" data-do="read" data-id="{escape(q.id, quote=True)}"><b>{escape(q.title)}</b>'
        f"<span>{escape(_plain(q.topic))}, {q.minutes} min, {_levels(q)}</span></button></li>"
        for q in rows
    )
    order = "best first" if searched else "in the order of the bank"
    return f'<p class="sp-soft" role="status">{len(rows)} questions, {order}</p><ul class="sp-list">{items}</ul>'


def entry(q: Question) -> str:
    """One question; everything that answers it is folded."""
    facts = "".join(f"<li>{escape(name)}: {escape(value)}</li>" for name, value in q.facts.items())
    points = "".join(f"<li>{escape(p.says)} <span class='sp-soft'>weight {p.weight}</span></li>" for p in q.points)
    pushes = "".join(
        f"<li>“{escape(p.say)}” <span class='sp-soft'>against: {escape(p.against)}</span>"
        f"<br><span class='sp-soft'>holds if: {escape('; '.join(p.holds_if))}</span></li>"
        for p in q.pushbacks
    )
    hints = "".join(f"<li>{escape(hint)}</li>" for hint in q.hints)
    mistakes = "".join(f"<li>{escape(mistake)}</li>" for mistake in q.mistakes)
    teams = ", ".join(_plain(team) for team in q.teams) or "any team"
    folded = "".join(
        f"<details><summary>{name}</summary>{inner}</details>"
        for name, inner in (
            ("Facts, told when you ask", f"<ul>{facts}</ul>"),
            ("Hints", f"<ol>{hints}</ol>"),
            ("What a strong answer holds", f"<ul>{points}</ul>"),
            ("Said aloud", f"<p>{escape(q.strong)}</p>"),
            ("How you would be pushed", f"<ul>{pushes}</ul>"),
            ("Common mistakes", f"<ul>{mistakes}</ul>"),
            ("If time is left", f"<p>{escape(q.harder)}</p>"),
        )
    )
    return (
        f'<article class="sp-card"><p class="sp-soft">{escape(_plain(q.round))} round, {escape(_plain(q.topic))}, {q.minutes} min, '
        f'level {_levels(q)}, {escape(teams)}</p><h2>{escape(q.title)}</h2><p class="sp-ask">{escape(q.ask)}</p>'
        f'<p class="sp-soft">Tests: {escape(q.tests)}</p><p><button class="go" data-do="ask" data-id="{escape(q.id, quote=True)}" '
        f'data-round="{escape(q.round, quote=True)}">Be asked this</button></p>{folded}'
        f'<p class="sp-soft">{escape(q.id)}, seed {escape(q.source.seed)}, {escape(q.source.section)}</p></article>'
    )


def own(questions: Sequence[OwnQuestion], documents: Mapping[str, int]) -> str:
    """What this owner added: two lists, put into their places by the script."""
    asked = "".join(
        f'<li>{escape(q.text)}<br><button class="quiet small" data-do="ask-own" data-text="{escape(q.text, quote=True)}">Be asked this</button> '
        f'<button class="quiet small danger" data-do="own-remove" data-name="{escape(q.id, quote=True)}" '
        f'aria-label="Remove: {escape(q.text[:60], quote=True)}">Remove</button></li>'
        for q in questions
    )
    held = "".join(
        f"<li>{escape(Path(file).name)} <span class='sp-soft'>{count} passages</span> "
        f'<button class="quiet small danger" data-do="document-remove" data-name="{escape(Path(file).name, quote=True)}" '
        f'aria-label="Remove {escape(Path(file).name, quote=True)}">Remove</button></li>'
        for file, count in sorted(documents.items())
    )
    none = '<p class="sp-soft">None yet.</p>'
    return (
        f'<div data-own="questions">{f"<ul>{asked}</ul>" if asked else none}</div>'
        f'<div data-own="documents">{f"<ul>{held}</ul>" if held else none}</div>'
    )


def notes(hits: Sequence[Hit]) -> str:
    """Passages of one's own documents, each with its file and heading."""
    if not hits:
        return '<p class="sp-soft">Nothing found.</p>'
    rows = "".join(
        f"<li>{escape(hit.text)}<br><span class='sp-soft'>{escape(Path(str(hit.meta['file'])).name)}"
        f"{', ' + escape(str(hit.meta['heading'])) if hit.meta['heading'] else ''}</span></li>"
        for hit in hits
    )
    return f"<ul>{rows}</ul>"


def _levels(q: Question) -> str:
    """With hyphens at which no line breaks."""
    return escape(", ".join(q.levels)).replace("-", "\u2011")


def _plain(name: str) -> str:
    return name.replace("-", " ")
