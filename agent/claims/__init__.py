"""What a candidate states in figures: read, checked against each other, and missed where it should have been.

Everything here errs toward silence: a false accusation costs an interview more than a fault nobody noticed.
"""

from agent.claims.arithmetic import faults
from agent.claims.extract import extract
from agent.claims.fault import Fault
from agent.claims.gaps import Gap, gaps

__all__ = ["Fault", "Gap", "extract", "faults", "gaps"]
