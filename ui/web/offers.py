"""What the start card offers, and the brief that comes of what was chosen there."""

import secrets
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from agent.settings import ModelSettings, Settings, read_key
from agent.state import Brief, Channel, Mode
from corpus.content import Bank
from corpus.schema import ROUNDS, TEAMS
from ui.choices import known

TITLES = {
    "ml": "Machine learning", "system-design": "ML system design", "statistics": "Statistics and experiments",
    "inference": "Inference and serving", "behavioral": "Behavioural", "recruiter": "Recruiter call",
    "coding": "Coding", "defence": "Project defence", "homework": "Homework, discussed", "offer": "Offer talk",
}  # fmt: skip


class Given(BaseModel):
    """A field it does not know is refused: a misspelt one must not turn into a default."""

    model_config = ConfigDict(extra="forbid")


class Wanted(Given):
    """What any interview is begun with; every field has a default."""

    level: str = "2-2"
    team: str | None = None
    minutes: int | None = Field(default=None, ge=3, le=480)
    mode: Mode = "real"
    channel: Channel = "text"
    backend: str = "none"
    seed: int | None = Field(default=None, ge=0)


class Start(Wanted):
    """What to be asked: a `loop` or a `round`, not both."""

    loop: str | None = None
    round: str | None = None
    questions: list[str] = Field(default=[], max_length=20)
    """Bank ids or questions of one's own, asked first."""
    job: str = Field(default="", max_length=40_000)
    """The text of a job description, which weighs the topics."""
    resume: str = Field(default="", max_length=40_000)
    repeat: bool = False
    """Whether questions of the last sessions may come again."""


def brief_of(given: Start, bank: Bank) -> Brief:
    """The brief; SettingsError names what is not known and what would be."""
    known("loop", given.loop, sorted(bank.loops))
    known("round", given.round, ROUNDS)
    known("level", given.level, sorted(bank.levels))
    known("team", given.team, TEAMS)
    if given.loop:
        given = given.model_copy(update={"round": None})
    chosen = given.model_dump()
    chosen["questions"] = tuple(q for q in given.questions if q.strip())
    chosen["seed"] = secrets.randbelow(10_000) if given.seed is None else given.seed
    return Brief(**chosen)


def offers(bank: Bank, backends: tuple[str, ...], settings: Settings, *, voice: bool) -> dict[str, Any]:
    """Everything there is to choose from."""
    there = {q.round for q in bank.questions.values()} | {"coding"}
    there.discard("defence")  # it needs a project first, which its own screen reads
    loops = sorted(bank.loops.values(), key=lambda loop: (not loop.id.startswith("tiktok"), loop.title))
    return {
        "rounds": [{"id": kind, "title": title} for kind, title in TITLES.items() if kind in there],
        "loops": [
            {
                "id": loop.id,
                "title": loop.title,
                "about": loop.about,
                "rounds": [{"title": part.title, "minutes": part.minutes} for part in loop.rounds],
                "minutes": sum(part.minutes for part in loop.rounds),
            }
            for loop in loops
        ],
        "levels": [{"id": ident, "title": spec.title, "scope": spec.scope} for ident, spec in bank.levels.items()],
        "teams": [{"id": team, "title": team.replace("-", " ").capitalize()} for team in TEAMS],
        "backends": [{"id": name, "about": cost(name, settings.models)} for name in backends],
        "voice": voice,
    }


def offered_backends(asked_for: list[str], settings: Settings) -> tuple[str, ...]:
    """None always; OpenAI where there is a key; what the command line adds."""
    keyed = ["openai"] if settings.openai_key_set and read_key("OPENAI_API_KEY") else []
    return tuple(dict.fromkeys(["none", *keyed, *asked_for]))


def cost(backend: str, models: ModelSettings) -> str:
    """What using it costs, and what leaves the machine."""
    kind, _, named = backend.partition(":")
    if backend == "none":
        return "Free. Nothing leaves this machine."
    if kind == "local":
        return "Free. Runs on this machine's own model; nothing leaves it."
    if kind != "openai":
        return f"Your answers go to {backend}. At most {models.max_tokens:,} tokens a session."
    model = named or models.model or models.openai_model
    price = models.price or models.prices.get(model)
    rate = f"${price.read:.2f} a million tokens read, ${price.written:.2f} written; " if price else ""
    return f"Your answers, and their sound where you speak them, go to OpenAI ({model}). {rate}at most ${models.max_dollars:.2f} a session."
