"""How good the interviewer and its judges are, measured."""
