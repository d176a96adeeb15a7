"""`sparring question`: one question drawn for you, as the interviewer would ask it."""

import argparse
import textwrap

from ui.output import add_json, print_json

HELP = "draw one question to answer aloud; --reveal shows what a strong answer holds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which questions may be drawn."""
    parser.add_argument("id", nargs="?", metavar="ID", help="a question's id (else one is drawn)")
    parser.add_argument("--round")
    parser.add_argument("--topic")
    parser.add_argument("--level", choices=["1-2", "2-1", "2-2", "3-1", "3-2"])
    parser.add_argument("--seed", type=int, help="the same seed draws the same question")
    parser.add_argument("--reveal", action="store_true", help="show points, a strong answer and pushbacks")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print it."""
    import random

    from agent.errors import SettingsError
    from corpus.content import load_bank
    from corpus.schema import ROUNDS, TOPICS
    from ui.choices import known

    bank = load_bank()
    round_, topic = known("--round", options.round, ROUNDS), known("--topic", options.topic, TOPICS)
    if options.id:
        question = bank.questions[known("ID", options.id, list(bank.questions)) or ""]
    else:
        fitting = [
            q
            for q in bank.questions.values()
            if round_ in (None, q.round) and topic in (None, q.topic) and options.level in (None, *q.levels)
        ]
        if not fitting:
            raise SettingsError("No question fits these filters. Leave one of --round, --topic, --level out.")
        question = random.Random(options.seed).choice(fitting)
    if options.json:
        print_json(question.model_dump() if options.reveal else {"id": question.id, "ask": question.ask})
        return 0
    print(
        f"{question.title}   {question.id} · {question.round} · {question.minutes} min · {', '.join(question.levels)}\n"
    )
    print(textwrap.fill(question.ask, 92))
    if not options.reveal:
        print(f"\nAnswer it aloud first. Then: sparring question {question.id} --reveal")
        return 0
    print("\nWhat a strong answer holds")
    for point in question.points:
        print(textwrap.fill(f"{'•' * point.weight:<4}{point.says}", 92, subsequent_indent="    "))
    print("\nSaid aloud\n" + textwrap.indent(textwrap.fill(question.strong, 88), "    "))
    print("\nAnd then you would hear")
    for push in question.pushbacks:
        print(textwrap.fill(f"“{push.say}”", 92, initial_indent="    ", subsequent_indent="    "))
    return 0
