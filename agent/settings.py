"""What the environment says, read once: an explicit argument wins, then the environment, then the default.

Every model id and price of the project stands here, as data: names age faster than code.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agent.errors import SettingsError

OPENAI_URL = "https://api.openai.com/v1"
OPENAI_MODEL = "gpt-6.1-terra"
DECISIONS_MODEL = "gpt-6-luna"
"""The one model that answers the Decisions API."""

LOCAL_MODELS: tuple[tuple[float, str], ...] = (
    (40.0, "Qwen/Qwen3-14B"),
    (20.0, "Qwen/Qwen3-8B"),
    (11.0, "Qwen/Qwen3-4B-Instruct-2507"),
    (6.0, "Qwen/Qwen3-1.7B"),
    (0.0, "Qwen/Qwen3-0.6B"),
)
"""GB of memory free for a model → the hub id loaded when none is named; the first that fits is taken."""


@dataclass(frozen=True)
class Price:
    """Dollars for a million tokens."""

    read: float
    cached: float
    written: float


PRICES: Mapping[str, Price] = {
    "gpt-6.1-sol": Price(2.00, 0.10, 10.00),
    "gpt-6.1-terra": Price(1.00, 0.05, 5.00),
    "gpt-6-sol": Price(2.00, 0.20, 10.00),
    "gpt-6-luna": Price(0.10, 0.01, 0.50),
    "gpt-6-astra": Price(10.00, 1.00, 50.00),
    "gpt-5.6-terra": Price(2.00, 0.20, 12.00),
    "gpt-5.6-luna": Price(0.20, 0.02, 1.20),
}
"""As published in November 2026 for prompts under 272,000 tokens; a model not listed is counted in tokens only."""


@dataclass(frozen=True)
class ModelSettings:
    """Which models, how long they may take, and how much a session may use."""

    openai_url: str = OPENAI_URL
    openai_model: str = OPENAI_MODEL
    decisions_model: str = DECISIONS_MODEL
    """Empty: never ask the Decisions API."""
    effort: str = "none"
    """Reasoning effort asked of OpenAI's own models; a spoken reply cannot wait for more."""
    model: str = ""
    """SPARRING_MODEL: the model when a backend names none."""
    attempt_seconds: float = 20.0
    """One attempt, from sending to the first word (and from one word to the next)."""
    turn_seconds: float = 45.0
    """All attempts of one call together."""
    connect_seconds: float = 5.0
    retries: int = 2
    pause_seconds: float = 0.4
    """Before the second attempt, where the server names no time; twice as long before each one after."""
    max_tokens: int = 1_000_000
    """Read and written in one session."""
    max_dollars: float = 2.00
    price: Price | None = None
    """SPARRING_PRICE: for a model that PRICES does not know."""
    prices: Mapping[str, Price] = field(default_factory=lambda: PRICES)
    local_models: tuple[tuple[float, str], ...] = LOCAL_MODELS
    ears_model: str = "gpt-transcribe"
    mouth_model: str = "gpt-4o-mini-tts"
    voice: str = "cedar"
    """OpenAI's, for an interview by voice."""


@dataclass(frozen=True)
class Settings:
    """Typed settings; nothing else in the project reads the environment."""

    home: Path
    """Where state lives: index, models, sessions."""
    openai_key_set: bool
    """Whether OPENAI_API_KEY is there; the key itself is never kept here."""
    models: ModelSettings = field(default_factory=ModelSettings)


def load_settings(environment: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
    """Settings from the environment; `home` overrides SPARRING_HOME."""
    env = os.environ if environment is None else environment
    return Settings(
        home=(home or _home(env)).expanduser(),
        openai_key_set=bool(read_key("OPENAI_API_KEY", env)),
        models=_models(env),
    )


def read_key(name: str, environment: Mapping[str, str] | None = None) -> str:
    """A key, read when it is used and kept nowhere else; empty when it is not set."""
    env = os.environ if environment is None else environment
    return env.get(name, "").strip()


def _models(env: Mapping[str, str]) -> ModelSettings:
    plain = ModelSettings()
    return ModelSettings(
        openai_url=env.get("OPENAI_BASE_URL", "").strip() or plain.openai_url,
        decisions_model=env.get("SPARRING_DECISIONS_MODEL", plain.decisions_model).strip(),
        effort=env.get("SPARRING_EFFORT", plain.effort).strip(),
        model=env.get("SPARRING_MODEL", "").strip(),
        attempt_seconds=_number(env, "SPARRING_ATTEMPT_SECONDS", plain.attempt_seconds),
        turn_seconds=_number(env, "SPARRING_TURN_SECONDS", plain.turn_seconds),
        retries=int(_number(env, "SPARRING_RETRIES", plain.retries)),
        max_tokens=int(_number(env, "SPARRING_MAX_TOKENS", plain.max_tokens)),
        max_dollars=_number(env, "SPARRING_MAX_DOLLARS", plain.max_dollars),
        price=_price(env),
    )


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    said = env.get(name, "").strip()
    if not said:
        return default
    try:
        value = float(said.replace("_", ""))
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise SettingsError(f"{name} is {said!r}, which is not a number from 0 up. Set it to one, or unset it.")
    return value


def _price(env: Mapping[str, str]) -> Price | None:
    said = env.get("SPARRING_PRICE", "").strip()
    if not said:
        return None
    try:
        parts = [float(part) for part in said.split(",")]
        read, cached, written = parts if len(parts) == 3 else (parts[0], parts[0], *parts[1:])
    except (ValueError, IndexError):
        raise SettingsError(
            f"SPARRING_PRICE is {said!r}. Set it to dollars for a million tokens, as read,written or read,cached,written."
        ) from None
    return Price(read, cached, written)


def _home(env: Mapping[str, str]) -> Path:
    if env.get("SPARRING_HOME", "").strip():
        return Path(env["SPARRING_HOME"])
    from platformdirs import user_data_path

    return user_data_path("sparring", appauthor=False)
