"""What an interview comes to: scorecard, rubric criteria, calibration, judging again, Markdown."""
