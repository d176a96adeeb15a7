"""Judges: one criterion, one verdict, one quote that is really there."""
