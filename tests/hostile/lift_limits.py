"""Lift one's own limits.

ends: refused
"""

import resource


def attack():
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            return "reached"
        except (OSError, ValueError):
            pass
    return "refused"
