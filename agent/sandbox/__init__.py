"""Runs a candidate's code, contained. Values go in, values come out; what is right is decided outside."""

from agent.sandbox.confine import Limits, works
from agent.sandbox.pool import Pool
from agent.sandbox.worker import Answer, Stopped, Worker

__all__ = ["Answer", "Limits", "Pool", "Stopped", "Worker", "works"]
