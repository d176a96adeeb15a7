"""What stays of a person from session to session: weak points, cards, outcomes, questions of their own."""
