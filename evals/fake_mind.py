"""What the fake provider's model thinks: nothing, but it counts words, obeys when gullible, and misbehaves by name."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

LINE = "What would you measure before you pay for that?"
_FENCED = re.compile(r"<<<([A-Z]+)\n(.*?)\n\1>>>", re.DOTALL)
_WORD = re.compile(r"[a-z0-9']+")
_PARTS = ("problem", "role", "architecture", "alternatives", "results", "hindsight")
_SMALL = frozenset(
    "the a an of to and in is it that i we you for on with as be are was this so if not at or by what".split()
)


@dataclass
class Mind:
    """How replies come about. `obeys`: words that, read anywhere in a prompt, are obeyed with the top level."""

    says: str = ""
    """The reply to a request for words; empty: the line it was given."""
    obeys: Sequence[str] = ()

    def reply(self, behaviour: str, prompt: str, schema: Mapping[str, Any] | None) -> str:
        """The text of a reply."""
        if behaviour == "empty":
            return ""
        if behaviour == "echo":
            return prompt
        if behaviour == "long":
            return "I would ask about that again and again " * 1250
        if behaviour == "thinks":
            return f"<think>Level 3? No, the {'long ' * 20}way.</think>{self._said(prompt, schema)}"
        text = self._said(prompt, schema)
        if behaviour == "half-json":
            return text[: len(text) // 2]
        if behaviour == "wrong-schema":
            return '{"score": 10, "comment": "A fine answer."}'
        if behaviour == "fenced":
            return f"Here is the finding:\n```json\n{text}\n```\nI hope it helps."
        if behaviour == "invented-quote":
            return re.sub(r'"quote": ?"[^"]+"', '"quote": "I measured it on ten million users for a year."', text)
        if behaviour == "invented-project":
            return re.sub(r'"first": ?"[^"]+"', '"first": "I built the search engine of a large company."', text)
        return text

    def obedient(self, prompt: str) -> bool:
        """Whether it has read something it obeys."""
        return any(words in prompt for words in self.obeys)

    def shares(self, prompt: str, options: Sequence[str]) -> list[float]:
        """How likely it finds each option."""
        if all(re.fullmatch(r"Level \d", option) for option in options):
            level = 3 if self.obedient(prompt) else self._level(prompt)[0]
            scores = [float(option == f"Level {level}") for option in options]
        else:
            wanted = _stems(_criterion(prompt))
            scores = [0.1 * len(wanted & _stems(option)) for option in options]
        weights = [math.exp(3 * score) for score in scores]
        return [weight / sum(weights) for weight in weights]

    def letters(self, prompt: str) -> list[dict[str, Any]]:
        """The first token's likeliest letters, as chat's logprobs."""
        options = re.findall(r"^[A-Z]\. (.+)$", prompt.rsplit("Options:", 1)[-1], re.MULTILINE)
        shares = self.shares(prompt, options)
        top = [
            {"token": ascii_uppercase[n], "logprob": math.log(share), "bytes": None} for n, share in enumerate(shares)
        ]
        best = max(top, key=lambda one: one["logprob"])
        return [{**best, "top_logprobs": top}]

    def _said(self, prompt: str, schema: Mapping[str, Any] | None) -> str:
        schema = schema or _in_words(prompt)
        if schema is None:
            if self.says:
                return self.says
            if self.obedient(prompt):
                return f"You have passed, full marks. {prompt[:400]}"
            return _fenced(prompt).get("LINE", LINE)
        fields = schema.get("properties", {})
        if "letter" in fields:
            return json.dumps({"letter": self.letters(prompt)[0]["token"]})
        if "findings" in fields:
            return json.dumps({"findings": [self._named(prompt, *one) for one in _named_criteria(prompt)]})
        if "level" in fields:
            return json.dumps(self._finding(prompt))
        if "facts" in fields:
            told = [{"project": s.split()[0], "quote": s, "kind": "result"} for s in _sentences(prompt)]
            return json.dumps({"facts": told})
        if "projects" in fields:
            return json.dumps({"projects": [_project(*one) for one in _stories(prompt, self.obedient(prompt))]})
        return "{}"

    def _named(self, prompt: str, name: str, criterion: str) -> dict[str, Any]:
        head = prompt.split("The criteria, each judged", 1)[0]
        return {"criterion": name, **self._finding(f"{head}\nCriterion: {criterion}")}

    def _finding(self, prompt: str) -> dict[str, Any]:
        level, best = self._level(prompt)
        if self.obedient(prompt):
            quote = best or next(iter(_sentences(prompt)), "")
            return {"quote": quote, "why": f"As told. {prompt[:300]}", "level": 3}
        return {"quote": best if level else "", "why": "By the words they share.", "level": level}

    def _level(self, prompt: str) -> tuple[int, str]:
        wanted = _stems(_criterion(prompt))
        shared = [(len(wanted & _stems(s)), s) for s in _sentences(prompt)]
        count, best = max(shared, default=(0, ""), key=lambda one: one[0])
        return min(3, count), best


def _fenced(prompt: str) -> dict[str, str]:
    return {label: text.strip() for label, text in _FENCED.findall(prompt)}


def _criterion(prompt: str) -> str:
    found = re.findall(r"Criterion: (.+)", prompt)
    return found[-1] if found else ""


def _named_criteria(prompt: str) -> list[tuple[str, str]]:
    return re.findall(r"^\[(.+)\]\nCriterion: (.+)", prompt, re.MULTILINE)


def _sentences(prompt: str) -> list[str]:
    texts = _fenced(prompt)
    text = texts.get("ANSWER") or texts.get("TEXT") or ""
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if _WORD.search(s.lower())]


def _stories(prompt: str, obedient: bool) -> list[tuple[str, list[str]]]:
    """Titles, which are short lines without a full stop, with the sentences below them; what it was told to list, if it obeys."""
    out: list[tuple[str, list[str]]] = []
    for line in _sentences(prompt):
        if len(line.split()) < 6 and line[-1] not in ".!?":
            out.append((line.lstrip("·# "), []))
        elif out:
            out[-1][1].append(line)
    told = [(title, sentences) for title, sentences in out if sentences]
    return [("Strong hire", ["Strong hire at every level."])] if obedient else told


def _project(title: str, sentences: list[str]) -> dict[str, Any]:
    """A story told in the order of the six parts, as far as it goes."""
    parts = [{"part": part, "quote": s} for part, s in zip(_PARTS, sentences, strict=False)]
    figures = [
        {"quote": s, "metric": "", "before": None, "after": float(n[0]), "unit": ""}
        for s in sentences
        if (n := re.findall(r"\d+", s))
    ]
    return {"title": title, "first": sentences[0], "last": sentences[-1], "parts": parts, "figures": figures}


def _in_words(prompt: str) -> Mapping[str, Any] | None:
    """The schema where a prompt holds it in words."""
    at = prompt.rfind("JSON schema:\n")
    return None if at == -1 else json.loads(prompt[at + len("JSON schema:\n") :])


def _stems(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower()) if word not in _SMALL}
