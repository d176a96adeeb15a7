"""The HTML of the Defend screen. Every word of a document goes through `escape`, in its titles and its figures too."""

from collections.abc import Sequence
from html import escape

from agent.defence.plan import DRILL_MINUTES, MOST_MINUTES, PROJECT_MINUTES
from agent.planning import CLOSING_MINUTES
from agent.projects import Reading
from agent.state import Claim, Project
from ui.web.screen import empty

KINDS = (".pdf", ".docx", ".md", ".markdown", ".txt")
FIRST = 4
"""Projects that are chosen to begin with: as many as a round of this kind has time for."""
SHOWN = 8
"""Figures of a project that are listed."""


def frame(longest: int) -> str:
    """The screen before anything was handed in."""
    minutes = f'data-each="{PROJECT_MINUTES}" data-drill="{DRILL_MINUTES}" data-closing="{CLOSING_MINUTES:g}" data-most="{MOST_MINUTES}"'
    return (
        '<h1>Defend your projects</h1><p class="sp-lead">Tell what you built in two or three minutes each, then hold it against '
        "“this performs poorly” and “we wouldn't do this”. Only new data or a reason moves the interviewer.</p>"
        '<section class="sp-card" aria-labelledby="defend-hand"><h2 id="defend-hand">1. Your résumé or write-up</h2>'
        '<div class="df-hand"><div class="sp-drop" id="defend-drop"><p>Drop a file here, or</p>'
        f'<label class="sr" for="defend-file">Choose a file</label><input type="file" id="defend-file" accept="{",".join(KINDS)}">'
        f'<p class="sp-soft">{" ".join(k for k in KINDS if k != ".markdown")}, up to 10 MB. The file is not kept; what is read from it is, until the round begins.</p></div>'
        '<form id="defend-paste"><label>Or paste it<textarea id="defend-text" rows="5" '
        f'maxlength="{longest}" placeholder="A title, then what you built, for whom, and with what result"></textarea></label>'
        '<button class="quiet">Read it</button></form></div>'
        '<div id="defend-with" hidden><label>Read it with<select id="defend-reader"></select></label>'
        '<p class="sp-soft" id="defend-read-cost"></p></div>'
        '<p class="sp-news" id="defend-news" role="status"></p></section>'
        '<p class="sp-trouble" data-trouble role="alert"></p>'
        '<section id="defend-understood" aria-label="What was understood" tabindex="-1"></section>'
        f'<form class="sp-card" id="defend-go" {minutes} hidden><h2>3. The round</h2>'
        '<div class="sp-row end"><label>Level you aim at<select name="level"></select></label>'
        '<label>Team<select name="team"><option value="">Any team</option></select></label>'
        '<label>Minutes<input name="minutes" type="number" min="3" max="480" inputmode="numeric"></label>'
        '<label>Interviewer\'s model<select name="backend"></select></label></div><p class="sp-soft" id="defend-cost"></p>'
        '<fieldset class="df-how"><legend>How</legend>'
        '<label><input type="radio" name="mode" value="real" checked><b>Real</b><span>As on the day: nothing is given away.</span></label>'
        '<label><input type="radio" name="mode" value="coach"><b>Coach</b><span>The six parts with their time, and your claims, as you tell them.</span></label>'
        '</fieldset><label class="df-check"><input type="checkbox" name="drill"> Drill: no telling, only challenges, one after the other</label>'
        '<label class="df-check" id="defend-voice" hidden><input type="checkbox" name="voice"> Speak it; the sound stays on this machine, unless the model is OpenAI\'s</label>'
        '<div class="sp-row"><button class="go" id="defend-begin">Start the defence</button>'
        '<button type="button" class="quiet" data-do="prep" data-form="md">Prep sheet, Markdown</button>'
        '<button type="button" class="quiet" data-do="prep" data-form="pptx">Prep sheet, slides</button></div>'
        '<p class="sp-soft" id="defend-sum" role="status"></p></form>'
    )


def understood(reading: Reading, longest: int, chosen: Sequence[bool] | None = None) -> str:
    """What was read, to be checked: notes first, then a card a project. `chosen`: which are ticked; None: the first ones."""
    notes = "".join(f"<li>{escape(note)}</li>" for note in reading.notes)
    told = f'<ul class="df-notes">{notes}</ul>' if notes else ""
    if not reading.projects:
        return empty("No project was found", " ".join(reading.notes))
    ticks = chosen or [n < FIRST for n in range(len(reading.projects))]
    cards = "".join(_card(project, longest, tick) for project, tick in zip(reading.projects, ticks, strict=True))
    return (
        f'<h2>2. What was understood</h2>{told}<p class="sp-soft">Put right what is wrong: the interviewer goes by this text, '
        f'and sets what you say against its figures.</p><ol class="df-projects">{cards}</ol>'
        '<div class="sp-row"><button type="button" class="quiet" data-do="add">Add one by hand</button>'
        '<button type="button" class="quiet" data-do="forget">Drop all of it</button><span class="sp-soft" id="defend-kept" role="status"></span></div>'
    )


def figures(claims: Sequence[Claim]) -> str:
    """The figures of a text, which the interviewer will hold on to."""
    if not claims:
        return '<li class="df-none">no figures found</li>'
    said = [" ".join(c.text.split()) + (f" ({c.metric})" if c.metric else "") for c in claims]
    more = f'<li class="df-none">and {len(said) - SHOWN} more</li>' if len(said) > SHOWN else ""
    return "".join(f"<li>{escape(one)}</li>" for one in said[:SHOWN]) + more


def _card(project: Project, longest: int, ticked: bool) -> str:
    place = escape(project.place, quote=True)
    return (
        f'<li class="sp-card df-project" data-place="{place}"><div class="df-head">'
        f'<label class="df-check"><input type="checkbox" name="chosen"{" checked" if ticked else ""}> Ask about this</label>'
        f'<span class="sp-soft">{place or "from the text"}, <span data-words>{len(project.text.split())}</span> words</span></div>'
        f'<label>Title<input type="text" name="title" maxlength="200" value="{escape(project.title, quote=True)}"></label>'
        f'<p class="sp-soft df-label">Figures that were read</p><ul class="df-figures">{figures(project.claims)}</ul>'
        '<details><summary>Read and correct the text</summary><label><span class="sr">Text</span>'
        f'<textarea name="text" rows="12" maxlength="{longest}">\n{escape(project.text)}</textarea></label></details></li>'
    )
