"""Fetch a page by name.

ends: refused
"""

import urllib.request


def attack():
    try:
        return f"reached {urllib.request.urlopen('http://example.com', timeout=1).status}"
    except OSError as error:
        return f"refused: {error}"
