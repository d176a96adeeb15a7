"""Code: a problem beside an editor, its tests, the plot of its growth, and the interviewer's remarks.

What is typed is kept on the server with every pause, so a closed tab loses nothing.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.errors import SessionError
from ui.web import code_html
from ui.web.code_desks import ASKED, Desk, InInterview, Practised
from ui.web.shell import QUICK, WORK, told

if TYPE_CHECKING:
    import gradio as gr

    from ui.web.shell import Shell

TITLE = "Code"
LONGEST = 200_000
LEFT = """
const counted = () => element.offsetParent !== null && trigger('click', {at: Date.now()});
window.addEventListener('blur', counted);
"""
"""Only while this screen is shown: to leave the window from another one is nobody's business."""
VOICED = "document.addEventListener('sparring:voiced', () => element.offsetParent !== null && trigger('click', {at: Date.now()}));"
"""What was said aloud is answered over the voice socket: this screen is drawn again. /voice/panel.js puts its panel in here."""
TELL_ROOM = "() => { if (window.sparring && window.sparring.room) window.sparring.room.refresh(); }"
AFTERWARDS = "That problem is behind you. The interview goes on in the Room."


def build(shell: "Shell") -> None:
    """The statement and the conversation on one side, the editor and its tests on the other."""
    import gradio as gr

    options = _choices()
    with gr.Row(elem_id="code-screen", equal_height=False):
        with gr.Column(scale=5, min_width=320):
            problem = gr.Dropdown(options, value=options[0][1], label="Problem", elem_id="code-problem")
            asked = gr.Button("The one my interview asks", elem_id="code-asked", size="sm", visible=False)
            opened = gr.Button("Open the editor", elem_id="code-open", visible="hidden")  # pressed by the Room
            task = gr.HTML(elem_id="code-task", apply_default_css=False, padding=False)
            talk = gr.HTML(elem_id="code-talk", apply_default_css=False, padding=False)
            voice = gr.HTML('<span class="sr">&nbsp;</span>', elem_id="code-voice", js_on_load=VOICED, apply_default_css=False)  # fmt: skip
            words = gr.Textbox(
                label="Ask, explain, or state the cost", lines=2, max_lines=8, max_length=LONGEST, elem_id="code-words",
                placeholder="May the list be empty?  ·  I keep two pointers, …  ·  O(n) time, O(k) space",
            )  # fmt: skip
            with gr.Row():
                say = gr.Button("Say it", elem_id="code-say")
                hint = gr.Button("Hint", elem_id="code-hint")
        with gr.Column(scale=7, min_width=320):
            stage = gr.Radio(
                [("Task", 0), ("Follow-up 1", 1), ("Follow-up 2", 2)],
                value=0,
                label="What to code",
                elem_id="code-stage",
            )
            editor = gr.Code(
                language="python", label="Your code", lines=18, max_lines=28, interactive=True, elem_id="code-editor",
                wrap_lines=False,
            )  # fmt: skip
            with gr.Row():
                run = gr.Button("Run examples", elem_id="code-run")
                submit = gr.Button("Submit", variant="primary", elem_id="code-submit")
                again = gr.Button("Begin again", elem_id="code-again")
            tests = gr.HTML(code_html.EMPTY, elem_id="code-tests", apply_default_css=False, padding=False)
            left = gr.HTML(code_html.left(0), elem_id="code-left", apply_default_css=False, padding=False)
            watch = gr.HTML(
                '<span class="sr">&nbsp;</span>', elem_id="code-watch", js_on_load=LEFT, apply_default_css=False
            )
    shown = [task, talk, tests, left, stage, editor]
    acts = _Acts(shell)
    given = [problem, shell.session]
    asked.click(lambda: ASKED, None, problem, **QUICK)
    gr.on([shell.session.change, opened.click], acts.offered, given, [problem, asked], **QUICK)
    stage.input(acts.turn, [*given, stage], shown, **QUICK)
    editor.change(acts.keep, [*given, editor], None, trigger_mode="always_last", **QUICK)
    run.click(acts.run, [*given, editor], tests, **WORK)
    sent = submit.click(acts.submit, [*given, editor], shown, **WORK)
    spoken = say.click(acts.say, [*given, words], [*shown, words], **WORK)
    helped = hint.click(acts.hint, given, shown, **WORK)
    for event in (sent, spoken, helped):
        event.success(None, None, None, js=TELL_ROOM)
    voice.click(acts.voiced, [*given, stage], shown, **QUICK)
    again.click(acts.afresh, given, shown, **QUICK)
    watch.click(acts.leave, given, left, **QUICK)
    gr.on(None, acts.choose, given, shown, **QUICK)  # when the page opens, and when the problem or the session changes


class _Acts:
    """The handlers. Each opens the desk of whoever asks, acts, and gives back the whole page."""

    def __init__(self, shell: "Shell") -> None:
        import gradio as gr

        self._shell = shell
        for act in vars(
            _Acts
        ).values():  # Gradio gives the request where it finds its class, which is not imported above
            if "request" in getattr(act, "__annotations__", ()):
                act.__annotations__["request"] = gr.Request

    def choose(self, problem: str, session: str, request: "gr.Request") -> list[Any]:
        """Another problem, or the page seen first."""
        with told():
            desk = self._desk(problem, session, request)
            return self._page(desk, editor=desk.code())

    def offered(self, problem: str, session: str, request: "gr.Request") -> list[Any]:
        """Whether the interview on screen asks for code; then its problem is the one shown."""
        import gradio as gr

        asks = False
        if session:
            with told():
                asks = self._shell.of_session(request, session).look(session).desk is not None
        choices = _choices()
        if asks:
            return [
                gr.update(choices=[("The one my interview asks", ASKED), *choices], value=ASKED),
                gr.update(visible=True),
            ]
        kept = problem if problem != ASKED else choices[0][1]
        return [gr.update(choices=choices, value=kept), gr.update(visible=False)]

    def turn(self, problem: str, session: str, stage: int, request: "gr.Request") -> list[Any]:
        """To the task or a follow-up; in an interview it is the interviewer who turns."""
        with told():
            desk = self._desk(problem, session, request)
            if not isinstance(desk, Practised):
                raise SessionError("In an interview the follow-up comes when the interviewer puts it.")
            desk.follow_up(int(stage))
            return self._page(desk, editor=desk.code())

    def keep(self, problem: str, session: str, code: str, request: "gr.Request") -> None:
        """What is typed, at every pause."""
        with told():
            self._desk(problem, session, request).keep(_short(code))

    def run(self, problem: str, session: str, code: str, request: "gr.Request") -> str:
        """The examples."""
        with told():
            return code_html.checks(self._desk(problem, session, request).run(_short(code)))

    def submit(self, problem: str, session: str, code: str, request: "gr.Request") -> list[Any]:
        """All tests."""
        with told():
            desk = self._desk(problem, session, request)
            before = desk.page().stage
            desk.submit(_short(code))
            return self._page(desk, turned_from=before)

    def say(self, problem: str, session: str, words: str, request: "gr.Request") -> list[Any]:
        """Words to the interviewer."""
        import gradio as gr

        with told():
            desk = self._desk(problem, session, request)
            if not words.strip():
                return [gr.skip()] * 7
            before = desk.page().stage
            desk.say(words)
            return [*self._page(desk, turned_from=before), ""]

    def voiced(self, problem: str, session: str, stage: int, request: "gr.Request") -> list[Any]:
        """Something was said aloud and answered; what is being typed stays, unless the interviewer turned to a follow-up."""
        import gradio as gr

        if problem != ASKED:
            return [gr.skip()] * 6
        with told():
            if self._shell.of_session(request, session).look(session).desk is None:
                gr.Info(AFTERWARDS)
                return [gr.skip()] * 6
            return self._page(self._desk(problem, session, request), turned_from=int(stage))

    def hint(self, problem: str, session: str, request: "gr.Request") -> list[Any]:
        """The next hint."""
        with told():
            desk = self._desk(problem, session, request)
            desk.hint()
            return self._page(desk)

    def afresh(self, problem: str, session: str, request: "gr.Request") -> list[Any]:
        """This problem from its beginning; the code stays."""
        with told():
            desk = self._desk(problem, session, request)
            if not isinstance(desk, Practised):
                raise SessionError("An interview cannot begin again; answer a question again from its review.")
            desk.afresh()
            return self._page(desk, editor=desk.code())

    def leave(self, problem: str, session: str, request: "gr.Request") -> str:
        """The window was left."""
        with told():
            return code_html.left(self._desk(problem, session, request).left())

    def _desk(self, problem: str, session: str, request: "gr.Request") -> Desk:
        owner = self._shell.owner(request)
        if problem == ASKED:
            if not session:
                raise SessionError("No interview is on screen. Choose a problem to practise.")
            return InInterview(self._shell.of_session(request, session), session, Path(owner.home))
        return Practised(owner.home, problem)

    def _page(self, desk: Desk, *, editor: str | None = None, turned_from: int | None = None) -> list[Any]:
        import gradio as gr

        if isinstance(desk, InInterview) and desk.over:
            gr.Info(AFTERWARDS)
            return [gr.skip()] * 6
        page = desk.page()
        if turned_from is not None and turned_from != page.stage:
            editor = desk.code()
        return [
            code_html.statement(page),
            code_html.thread(page),
            code_html.results(page),
            code_html.left(page.left),
            gr.update(value=page.stage, interactive=not page.asked),
            gr.skip() if editor is None else editor,
        ]


def _choices() -> list[tuple[str, str]]:
    """The problems that can be run here, easier ones first."""
    from corpus.problem_files import load_problems, usable_here

    usable = [p.about for p in load_problems().values() if usable_here(p.about)]
    usable.sort(key=lambda about: (about.difficulty != "medium", about.title))
    return [(f"{about.title} ({about.difficulty})", about.id) for about in usable]


def _short(code: str) -> str:
    if len(code or "") > LONGEST:
        raise SessionError(f"That code has {len(code):,} characters; {LONGEST:,} are the most that is run.")
    return code or ""
