"""Interviews that took place elsewhere: their transcripts read, told apart and scored like any other."""
