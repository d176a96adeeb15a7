"""Coding rounds: which problems, what the interviewer says over them, how a submission is judged and scored."""
