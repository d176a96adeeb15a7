"""`sparring outcome`: what happened in the real loop, and how practice related to it."""

import argparse

from ui.output import add_json, print_json

HELP = "note how the real loop ended; without arguments, how practice related to it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[ID RESULT]."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the practice session before it")
    parser.add_argument("result", nargs="?", metavar="RESULT", help="passed, failed, or the level of the offer")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Note one, or show what is known."""
    import time
    from dataclasses import asdict

    from agent.person.outcomes import OutcomeError, note_outcome, outcomes, related
    from agent.settings import load_settings
    from agent.store import Store

    home = load_settings().home
    if options.id and not options.result:
        raise OutcomeError("Say how it ended: sparring outcome ID passed, failed, or a level such as 2-2.")
    if options.id:
        store = Store(home)
        try:
            noted = note_outcome(home, store.row(options.id), options.result, time.time())
        finally:
            store.close()
        if options.json:
            print_json(asdict(noted))
            return 0
        print(f"Noted: {noted.session} ({noted.band}) {noted.result}.")
    found = related(outcomes(home))
    if options.json:
        print_json(asdict(found))
        return 0
    print(f"{found.passed + found.failed} outcomes: {found.passed} passed, {found.failed} failed.")
    for band, passed, failed in found.by_band:
        print(f"  {band:<16} {passed} passed, {failed} failed")
    if found.ordered is None:
        print("Too few of each kind to say how practice and outcomes go together.")
    else:
        print(
            f"Of one who passed and one who did not, the first had the higher score in {found.ordered:.2f} of pairs "
            f"[{found.low:.2f}, {found.high:.2f}]."
        )
    if found.contracts > 1:
        print(
            f"The scores come from {found.contracts} contracts (judges, rubrics or questions that differ): read with care."
        )
    return 0
