"""What each kind of round is scored on, and the only arithmetic that turns verdicts into a score."""
