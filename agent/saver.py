"""The checkpoint saver, with a memory: what was rebuilt of a session is not rebuilt from its first turn at the next.

Lists in the state are stored as what each step added to them. A checkpoint's ancestors never change, so the memory cannot be wrong, also
when another process goes on with the session: what it added is found on the way up to the checkpoint that is remembered.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import CheckpointTuple, DeltaChannelHistory
from langgraph.checkpoint.sqlite import SqliteSaver

SESSIONS, STEPS = 256, 24
"""How many sessions are remembered, and how many checkpoints further one may be before it is read anew."""

Histories = Mapping[str, DeltaChannelHistory]


class _Known(NamedTuple):
    checkpoint: str
    histories: Histories


class RememberingSaver(SqliteSaver):
    """Safe to share between threads, as what it extends."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._guard = Lock()

    def get_delta_channel_history(self, *, config: RunnableConfig, channels: Sequence[str]) -> Histories:
        """What the ancestors of a checkpoint wrote to each channel."""
        target = self.get_tuple(config)
        if target is None:
            return super().get_delta_channel_history(config=config, channels=channels)
        session, checkpoint = _thread(target), _id(target)
        with self._guard:
            known = self._known.get(session)
        found = self._further(known, target, channels) if known else None
        if found is None:
            found = super().get_delta_channel_history(config=target.config, channels=channels)
        with self._guard:
            self._known[session] = _Known(checkpoint, found)
            self._known.move_to_end(session)
            if len(self._known) > SESSIONS:
                self._known.popitem(last=False)
        return found

    def delete_thread(self, thread_id: str) -> None:
        """Delete a session, from the memory too."""
        super().delete_thread(thread_id)
        with self._guard:
            self._known.pop(thread_id, None)

    def _further(self, known: _Known, target: CheckpointTuple, channels: Sequence[str]) -> Histories | None:
        """What is remembered, with what came since; None when that is not how the target came about."""
        if _id(target) == known.checkpoint:
            return known.histories if known.histories.keys() >= set(channels) else None
        path: list[CheckpointTuple] = []
        while not path or _id(path[-1]) != known.checkpoint:
            above = (path[-1] if path else target).parent_config
            step = self.get_tuple(above) if above and len(path) < STEPS else None
            if step is None:
                return None
            path.append(step)
        histories = dict(known.histories)
        for step in reversed(path):
            for channel in channels:
                new = [write for write in step.pending_writes or () if write[1] == channel]
                if channel in step.checkpoint["channel_values"]:
                    histories[channel] = {"writes": new, "seed": step.checkpoint["channel_values"][channel]}
                elif channel in histories:
                    before = histories[channel]
                    histories[channel] = {**before, "writes": [*before["writes"], *new]}
                elif channel not in step.checkpoint["channel_versions"]:  # never written until then
                    histories[channel] = {"writes": new}
                else:
                    return None
        return {channel: histories[channel] for channel in channels}


def _thread(of: CheckpointTuple) -> str:
    return str(of.config.get("configurable", {})["thread_id"])


def _id(of: CheckpointTuple) -> str:
    return str(of.config.get("configurable", {})["checkpoint_id"])
