"""Opens the model that `--backend` names; the packages behind it are imported only then."""

import re
from dataclasses import replace
from importlib.util import find_spec
from urllib.parse import urlsplit

from agent.errors import SettingsError
from agent.models.meter import Meter
from agent.models.port import Model, Usage
from agent.settings import Price, Settings, read_key

BACKENDS = "none, openai[:MODEL], http://HOST:PORT/v1[:MODEL] or local[:MODEL]"

FREE = Price(0.0, 0.0, 0.0)

_URL = re.compile(r"(?P<url>https?://(?:\[[^\]]+\]|[^/\s:]+)(?::\d+)?(?:/[^:\s]*)?)(?::(?P<model>\S+))?")


def open_model(backend: str, settings: Settings, usage: Usage | None = None) -> Model | None:
    """The model of one session, None for `none`; `usage` is what a resumed session had used before."""
    kind, _, named = backend.strip().partition(":")
    model = named.strip() or settings.models.model
    if backend.strip() == "none":
        return None
    if kind == "openai":
        return _openai(model, settings, usage)
    if kind in ("http", "https"):
        return _server(backend.strip(), settings, usage)
    if kind == "local":
        return _local(model, settings, usage)
    raise SettingsError(f"--backend {backend!r} is not known. Choose {BACKENDS}.")


def _openai(model: str, settings: Settings, usage: Usage | None) -> Model:
    if not read_key("OPENAI_API_KEY"):
        raise SettingsError("OPENAI_API_KEY is not set. Set it, or use --backend none, which needs no key.")
    from agent.models.openai import OpenAIModel

    models = settings.models
    return OpenAIModel(models, models.openai_url, model or models.openai_model, Meter(models, usage))


def _server(backend: str, settings: Settings, usage: Usage | None) -> Model:
    if "@" in backend.split("//", 1)[1].split("/", 1)[0]:
        raise SettingsError(
            "--backend holds a user name or key. Set SPARRING_API_KEY instead: commands end up in logs."
        )
    match = _URL.fullmatch(backend)
    if not match:
        raise SettingsError(f"--backend {backend!r} is not an address. Write it as http://HOST:PORT/v1[:MODEL].")
    from agent.models.openai import OpenAIModel

    url = match["url"] if urlsplit(match["url"]).path.strip("/") else f"{match['url'].rstrip('/')}/v1"
    return OpenAIModel(settings.models, url, match["model"] or settings.models.model, Meter(settings.models, usage))


def _local(model: str, settings: Settings, usage: Usage | None) -> Model:
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        raise SettingsError(
            f"--backend local needs {' and '.join(missing)}. Run `pip install 'sparring[local]'`, or use --backend none."
        )
    from agent.models.local import LocalModel

    return LocalModel(settings.models, model, Meter(replace(settings.models, price=FREE), usage))
