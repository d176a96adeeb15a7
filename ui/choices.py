"""Arguments that must be one of the names the content knows."""

import difflib
from collections.abc import Sequence

from agent.errors import SettingsError


def known(argument: str, value: str | None, names: Sequence[str]) -> str | None:
    """The value when it is a known name; else an error that suggests the nearest one."""
    if value is None or value in names:
        return value
    near = difflib.get_close_matches(value, names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise SettingsError(f"{argument} {value!r} is not known.{hint} Choose from: {', '.join(names)}.")
