"""Keeps a local model to a JSON schema, token by token, with llguidance."""

import json
from collections.abc import Mapping
from typing import Any

import llguidance.hf
import numpy as np
import torch
from llguidance import LLMatcher

from agent.models.local_run import Choose


class Grammar:
    """A tokenizer prepared once; making one takes a second."""

    def __init__(self, tokenizer: Any, words: int) -> None:
        self._tokenizer = llguidance.hf.from_tokenizer(tokenizer, n_vocab=words)

    def follows(self, schema: Mapping[str, Any], rows: int, inner: Choose) -> Choose:
        """`inner`, with only such tokens to choose from as the schema allows next in each row."""
        rules = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults={"whitespace_flexible": False})
        matchers = [LLMatcher(self._tokenizer, rules) for _ in range(rows)]
        over = [False] * rows

        def choose(scores: torch.Tensor) -> list[int]:
            for row, matcher in enumerate(matchers):
                if not over[row]:
                    allowed = np.unpackbits(np.frombuffer(matcher.compute_bitmask(), np.uint8), bitorder="little")
                    closed = torch.from_numpy(allowed[: scores.shape[1]] == 0).to(scores.device)
                    scores[row, : len(closed)].masked_fill_(closed, float("-inf"))
                    scores[row, len(closed) :] = float("-inf")
            ended = list(over)
            picked = inner(scores)
            for row, (matcher, token) in enumerate(zip(matchers, picked, strict=True)):
                if ended[row] or token < 0 or not matcher.consume_token(token) or matcher.is_stopped():
                    over[row] = True
            return [-1 if past else token for past, token in zip(ended, picked, strict=True)]

        return choose
