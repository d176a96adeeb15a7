"""`sparring doctor`: what this machine has, and what to do about what is missing."""

import argparse
from dataclasses import asdict

from ui.output import add_json, print_json

HELP = "what this machine has, and what to do about what is missing"

_SIGNS = {"ok": "✓", "missing": "✗", "optional": "·"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json."""
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 when something stops Sparring from running."""
    from agent.machine import look, usable
    from agent.settings import load_settings
    from ui.voice.doctor import voice

    findings = [*look(load_settings()), *voice()]
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{_SIGNS[finding.state]} {finding.what:<17} {finding.said}")
            if finding.state != "ok" and finding.remedy:
                print(f"  {'':<17} {finding.remedy}")
    return 1 if any(usable(findings)) else 0
