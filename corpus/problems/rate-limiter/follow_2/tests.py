"""Tests of Limiter on two levels."""

from corpus.problem_tests import Check, script


def called(rng, made, calls, apps, users, steps=(0, 0, 1, 2)):
    """Random calls of both methods."""
    out, now = [], 0
    for _ in range(calls):
        now += rng.choice(steps)
        out.append((rng.choice(["allow", "allow", "wait"]), f"a{rng.randrange(apps)}", f"u{rng.randrange(users)}", now))
    return script(made, out)


def asked(made, *calls):
    """Calls of allow, or with a leading "?" of wait: ("app user time")."""
    steps = []
    for text in calls:
        app, user, at = text.lstrip("?").split()
        steps.append(("wait" if text[0] == "?" else "allow", app, user, int(at)))
    return script(made, steps)


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "One call for a user and two for an app in ten seconds.",
        [asked([1, 2, 10], "x ann 0", "x ann 1", "x bo 2", "x cy 3", "?x cy 3").gives([True, False, True, False, 7])],
    )
    yield Check(
        "refusal-charges-nobody",
        "edge",
        "What the user's limit refuses must not use up the app's, and the other way round.",
        [
            asked([1, 2, 10], "x ann 0", "x ann 1", "x ann 2", "x bo 3").gives([True, False, False, True]),
            asked([2, 1, 10], "x ann 0", "x bo 1", "x bo 2", "y bo 3", "z bo 4").gives(
                [True, False, False, True, True]
            ),
        ],
    )
    yield Check(
        "user-across-apps",
        "edge",
        "A user is the same person in all apps.",
        [asked([1, 9, 10], "x ann 0", "y ann 5", "y ann 10").gives([True, False, True])],
    )
    yield Check(
        "later-of-the-two",
        "edge",
        "wait is the time until both have room.",
        [
            asked([1, 1, 10], "x ann 0", "y bo 4", "?x bo 5", "?y ann 5", "?z cy 5", "?x bo 13", "?x bo 14").gives(
                [True, True, 9, 9, 0, 1, 0]
            ),
        ],
    )
    yield Check(
        "wait-changes-nothing",
        "edge",
        "Asking how long does not use up anything.",
        [asked([1, 1, 10], "?x ann 0", "?x ann 0", "x ann 0", "?x ann 0", "x ann 10").gives([0, 0, True, 10, True])],
    )
    yield Check(
        "random",
        "random",
        "Random calls, against counting.",
        [
            called(
                rng,
                [rng.randint(1, 3), rng.randint(1, 4), rng.randint(1, 9)],
                rng.randint(1, 40),
                rng.randint(1, 3),
                rng.randint(1, 3),
            )
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "100,000 calls with limits in the tens of thousands: do not go through the history.",
        [called(rng, [30_000, 40_000, 200_000], 100_000, 1, 2, (0, 1))],
    )


def growth(n, rng):
    """n calls of one user in one app, limits of n/4."""
    return called(rng, [n // 4 + 1, n // 4 + 1, n // 2], n, 1, 1, (0, 1))
