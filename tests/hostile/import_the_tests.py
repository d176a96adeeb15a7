"""Import the grader.

ends: refused
"""


def attack():
    for name in ("corpus.problem_tests", "agent.coding.judging", "tests", "ui.cli", "rubrics"):
        try:
            __import__(name)
            return f"reached {name}"
        except ImportError:
            pass
    return "refused"
