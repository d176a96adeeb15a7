"""`sparring sessions`: what was kept of earlier interviews."""

import argparse
import datetime
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "earlier interviews: list, show, export, rescore, branch, delete"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """list | show | export | rescore | branch | delete."""
    inner = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_json(inner.add_parser("list", help="all of them, latest first"))
    for name, text in (
        ("show", "the scorecard and the transcript"),
        ("export", "the same, into a file or as JSON"),
        ("rescore", "judge the answers again; nothing that is kept changes"),
        ("branch", "answer one again, in a session of its own"),
        ("delete", "remove a session for good"),
    ):
        part = inner.add_parser(name, help=text)
        part.add_argument("id", metavar="ID")
        add_json(part)
        if name == "export":
            part.add_argument("--out", type=Path, help="a .md, .json, .html or .pdf file (default: standard output)")
            part.add_argument(
                "--format", choices=["md", "json", "html", "pdf"], help="what to write (default: by --out)"
            )
        if name == "branch":
            part.add_argument("--turn", type=int, required=True, help="the number of the answer to give again")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    from agent.settings import load_settings

    home = load_settings().home
    if options.action in ("list", "delete"):
        from agent.store import Store

        return {"list": _list, "delete": _delete}[options.action](options, Store(home))
    from agent.interview import open_interviews

    actions = {"show": _show, "export": _export, "rescore": _rescore, "branch": _branch}
    return actions[options.action](options, open_interviews(home))


def _list(options: argparse.Namespace, store) -> int:  # type: ignore[no-untyped-def]
    rows = store.rows()
    if options.json:
        print_json(
            [
                {
                    "id": r.id,
                    "title": r.title,
                    "status": r.status,
                    "created": r.created,
                    "result": r.result,
                    "parent": r.parent,
                }
                for r in rows
            ]
        )
        return 0
    if not rows:
        print("No sessions yet: sparring interview")
    for r in rows:
        when = f"{datetime.datetime.fromtimestamp(r.created):%Y-%m-%d %H:%M}"
        band = f"{r.result['band']} ({r.result['score']:.2f})" if r.result and r.result["band"] else r.status
        print(f"{r.id}  {when}  {band:<26} {r.title}")
    return 0


def _delete(options: argparse.Namespace, store) -> int:  # type: ignore[no-untyped-def]
    from agent.person.remembering import forget_session
    from ui.code_desk import CodeDesk

    with store.only_one(options.id):
        store.delete(options.id)
    forget_session(store.path.parent, options.id)
    CodeDesk(store.path.parent / "code").forget(options.id)
    if options.json:
        print_json({"deleted": options.id})
    else:
        print(f"{options.id} is deleted, with what was remembered from it alone.")
    return 0


def _show(options: argparse.Namespace, room) -> int:  # type: ignore[no-untyped-def]
    from agent.results.delivery import section
    from agent.results.export import markdown, transcript

    room.look(options.id)
    state, card = room.state(options.id), room.scorecard(options.id)
    if options.json:
        return _as_json(state, card)
    from rich.console import Console
    from rich.markdown import Markdown

    Console(highlight=False).print(Markdown(markdown(card) + "\n" + section(state) + transcript(state)))
    return 0


def _export(options: argparse.Namespace, room) -> int:  # type: ignore[no-untyped-def]
    from agent.errors import SessionError, SettingsError
    from ui.report.files import FORMATS, exported

    suffix = options.out.suffix.lower().lstrip(".") if options.out else ""
    form = options.format or ("json" if options.json else suffix or "md")
    if form not in FORMATS:
        raise SettingsError(
            f"--out {options.out} names no format this writes. End it in one of: .{', .'.join(FORMATS)}."
        )
    if form == "pdf" and options.out is None:
        raise SettingsError("A PDF does not go to the terminal: add --out FILE.pdf")
    room.look(options.id)
    data = exported(form, room.state(options.id), room.scorecard(options.id), room.deps)
    if options.out is None:
        print(data.decode(), end="")
        return 0
    try:
        options.out.write_bytes(data)
    except OSError as error:
        raise SessionError(f"{options.out} cannot be written: {error.strerror or error}.") from error
    note(f"written to {options.out}")
    return 0


def _rescore(options: argparse.Namespace, room) -> int:  # type: ignore[no-untyped-def]
    from agent.results.export import markdown

    before, after = room.scorecard(options.id), room.rescore(options.id, room.deps)
    if options.json:
        print_json({"before": before.summary(), "after": after.summary()})
        return 0
    if before.contract != after.contract:
        note(
            "the judge or its versions changed since: the two scores are of different contracts and must not be averaged"
        )
    print(markdown(after, strong=False))
    return 0


def _branch(options: argparse.Namespace, room) -> int:  # type: ignore[no-untyped-def]
    view = room.branch(options.id, options.turn)
    if options.json:
        print_json({"session": view.session, "prompt": view.prompt, "text": view.text})
        return 0
    print(f"{view.text}\n\nAnswer it with: sparring interview --resume {view.session}")
    return 0


def _as_json(state, card) -> int:  # type: ignore[no-untyped-def]
    from ui.report.files import whole

    print_json(whole(state, card))
    return 0
