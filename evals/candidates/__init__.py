"""Simulated candidates: they play whole interviews through the real graph, offline and seeded.

What each knows is fixed by its card before the first question, so what it should score is known too.
"""
