"""What an interview remembers: frozen records, unknown fields refused.

Saved to disk: rename or move a class and saved interviews no longer open.
"""

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Frozen, and deaf to fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Verdict(Record):
    """One criterion judged once. `level` None is unscored, and then `failure` says why."""

    criterion_id: str
    level: int | None = Field(default=None, ge=0, le=3)
    degree: float | None = Field(default=None, ge=0, le=1)
    """The level before rounding, as a share of the top: what scores are made of."""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    confidence: float = Field(default=0.0, ge=0, le=1)
    why: str = ""
    judge: str
    contract: str
    """Hash of everything the verdict depends on: scores of two contracts are never averaged."""
    flags: tuple[str, ...] = ()
    """Attempts to steer the judge that were found in the answer and left out of it."""
    failure: str | None = None
