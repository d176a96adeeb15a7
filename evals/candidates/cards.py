"""Who is simulated: what a card may hold. The cards are data, because a model that plays one is told the same."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.suite import SUITES, SuiteError

CARDS = SUITES / "selfplay" / "cards.yaml"
Beyond = Literal["vague", "unlike", "dont-know", "soup", "steer", "silence"]
Manner = Literal["plain", "rambling", "terse", "nervous", "learnt-late", "invented"]
Meets = Literal["held", "adapted", "repeated", "folded", "dodged", "steer", "silence"]
Opens = Literal[
    "strong-long", "strong-short", "adequate", "dont-know", "weak", "fluent-wrong", "keyword-soup", "injection"
]


class Card(BaseModel):
    """One candidate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    about: str
    knows: float = Field(ge=0, le=1)
    """Share of a question's weight that this candidate can make when asked: the known skill."""
    opens: tuple[Opens, ...]
    beyond: Beyond
    meets: tuple[Meets, ...] = Field(min_length=1)
    manner: Manner = "plain"
    lead: str = ""
    """Said before a first answer."""


@lru_cache(maxsize=2)
def load_cards(path: Path = CARDS) -> Mapping[str, Card]:
    """The cards by id, in the order of the file; SuiteError says what is wrong with one."""
    try:
        cards = TypeAdapter(tuple[Card, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        faults = [f"  {' > '.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise SuiteError(f"{path.name} holds cards that cannot be used:\n" + "\n".join(faults)) from error
    return {card.id: card for card in cards}
