"""`sparring` alone: what this machine has, and one question to begin with."""

import argparse


def run(_options: argparse.Namespace) -> int:
    """The doctor's findings, the index, then a question."""
    from ui.commands import doctor, index, question

    code = doctor.run(argparse.Namespace(json=False))
    if code:
        return code
    index.run(argparse.Namespace(json=False, rebuild=False))
    print("\n— A question for you —\n")
    blank = argparse.Namespace(id=None, round=None, topic=None, level=None, seed=None, reveal=False, json=False)
    return question.run(blank)
