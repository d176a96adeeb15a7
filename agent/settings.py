"""What the environment says, read once: an explicit argument wins, then the environment, then the default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Typed settings; nothing else in the project reads the environment."""

    home: Path
    """Where state lives: index, models, sessions."""
    openai_key_set: bool
    """Whether OPENAI_API_KEY is there; the key itself is never kept here."""


def load_settings(environment: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
    """Settings from the environment; `home` overrides SPARRING_HOME."""
    env = os.environ if environment is None else environment
    return Settings(
        home=(home or _home(env)).expanduser(),
        openai_key_set=bool(env.get("OPENAI_API_KEY", "").strip()),
    )


def _home(env: Mapping[str, str]) -> Path:
    if env.get("SPARRING_HOME", "").strip():
        return Path(env["SPARRING_HOME"])
    from platformdirs import user_data_path

    return user_data_path("sparring", appauthor=False)
