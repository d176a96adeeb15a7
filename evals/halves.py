"""Which half a question is in: one for tuning, one not looked at until the end. Decided by its id alone."""

import hashlib
from typing import Literal

Half = Literal["tune", "test"]


def half(question_id: str) -> Half:
    """The half of a question; the same in every suite."""
    return "tune" if int(hashlib.sha256(question_id.encode()).hexdigest(), 16) % 2 == 0 else "test"
