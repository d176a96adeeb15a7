"""Loads coding problems: `problem.yaml` and the code beside it.

The code of a problem (tests.py, slow.py) runs in this process, with this user's rights: it is content, reviewed like
code. A submission never is; it goes to the sandbox.

    problems/<id>/problem.yaml  starter.py  reference.py  slow.py?  support.py?  tests.py  wrong/*.py
    problems/<id>/follow_1/     starter.py?  reference.py  slow.py?  tests.py  wrong/*.py       (follow_2/ likewise)
"""

import ast
import random
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpus.content import SHIPPED, parse_records
from corpus.errors import ContentError
from corpus.problem_schema import Complexity, Problem
from corpus.problem_tests import Call, Check

FOLDER = SHIPPED / "problems"
LEAST_WRONG = 3

_FAILS = re.compile(r"^fails: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Wrong:
    """A typical wrong solution, and the test that has to catch it."""

    name: str
    code: str
    says: str
    fails: str


@dataclass(frozen=True)
class Stage:
    """One thing to be coded: the problem itself (number 0), or a follow-up (1 or 2)."""

    number: int
    folder: Path
    entry: str
    signature: str
    complexity: Complexity
    reference: str
    starter: str
    support: str
    slow: str | None
    wrong: tuple[Wrong, ...]

    def checks(self, seed: int = 0) -> list[Check]:
        """The tests in order, the same ones for the same seed."""
        return list(self._tests.checks(random.Random(seed)))

    def growth(self, n: int, seed: int = 0) -> Call:
        """An input of size n, for which `complexity.grows` is stated."""
        return self._tests.growth(n, random.Random(seed))

    @cached_property
    def _tests(self) -> Any:
        return run_file(self.folder / "tests.py")


@dataclass(frozen=True)
class CodingProblem:
    """A problem and its three stages."""

    about: Problem
    stages: tuple[Stage, Stage, Stage]


def run_file(path: Path) -> types.SimpleNamespace:
    """The names a trusted Python file defines."""
    names: dict[str, Any] = {"__name__": f"problem_{path.parent.name}_{path.stem}", "__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return types.SimpleNamespace(**names)


@lru_cache(maxsize=4)
def load_problems(folder: Path = FOLDER) -> dict[str, CodingProblem]:
    """Every problem by id; raises one ContentError with the faults of all of them."""
    faults: dict[str, list[str]] = {}
    found = {}
    for place in sorted(path for path in folder.iterdir() if (path / "problem.yaml").exists()):
        problem = load_problem(place, faults.setdefault(f"problems/{place.name}", []))
        if problem:
            found[problem.about.id] = problem
    faults = {name: lines for name, lines in faults.items() if lines}
    if faults:
        raise ContentError(faults)
    return found


def load_problem(place: Path, faults: list[str]) -> CodingProblem | None:
    """One problem's folder; what is wrong with it is added to `faults`."""
    about = next(iter(parse_records(place / "problem.yaml", Problem, faults)), None)
    if about is None:
        return None
    if about.id != place.name:
        faults.append(f"problem.yaml: the id is {about.id!r}, the folder {place.name!r}; make them one")
    first = _stage(place, 0, about, faults, None)
    stages = [first, *(_stage(place / f"follow_{n}", n, about, faults, first) for n in (1, 2))]
    if None in stages or faults:
        return None
    return CodingProblem(about, tuple(stages))  # type: ignore[arg-type]


def _stage(folder: Path, number: int, about: Problem, faults: list[str], first: Stage | None) -> Stage | None:
    told = about if number == 0 else about.follow_ups[number - 1]
    at = "" if number == 0 else f"{folder.name}/"
    missing = [name for name in ("reference.py", "tests.py") if not (folder / name).exists()]
    if number == 0 and not (folder / "starter.py").exists():
        missing.append("starter.py")
    if missing:
        faults.append(f"{at}: missing {', '.join(missing)}")
        return None
    wrong = tuple(_wrongs(folder, at, faults))
    reference = (folder / "reference.py").read_text(encoding="utf-8")
    unchanged = 1 if first and first.entry == told.entry else 0
    if len(wrong) + unchanged < LEAST_WRONG:
        faults.append(f"{at}wrong/: {len(wrong)} wrong solutions, at least {LEAST_WRONG - unchanged} are needed")
    support = folder / "support.py"
    if number and not support.exists():
        support = folder.parent / "support.py"
    return Stage(
        number=number,
        folder=folder,
        entry=told.entry,
        signature=told.signature,
        complexity=told.complexity,
        reference=reference,
        starter=_text(folder / "starter.py") or reference_head(reference, told.entry),
        support=_text(support) or "",
        slow=_text(folder / "slow.py"),
        wrong=wrong,
    )


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _wrongs(folder: Path, at: str, faults: list[str]) -> Iterator[Wrong]:
    for path in sorted((folder / "wrong").glob("*.py")):
        code = path.read_text(encoding="utf-8")
        says = ast.get_docstring(ast.parse(code)) or ""
        named = _FAILS.search(says)
        if not named:
            faults.append(f"{at}wrong/{path.name}: its docstring must say the mistake, then `fails: TEST-NAME`")
            continue
        yield Wrong(path.stem, code, says[: named.start()].strip(), named.group(1))


def reference_head(code: str, entry: str) -> str:
    """What may be shown of a solution: imports, then the entry's head (a class: its public methods' heads)."""
    out = []
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            out.append(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == entry:
            out.append(_head(node))
    return "\n\n".join(out) + "\n"


def _head(node: ast.FunctionDef | ast.ClassDef, indent: str = "") -> str:
    if isinstance(node, ast.ClassDef):
        shown = [child for child in node.body if isinstance(child, ast.FunctionDef)]
        heads = [_head(child, "    ") for child in shown if child.name == "__init__" or child.name[0] != "_"]
        return f"class {node.name}:\n" + "\n\n".join(heads)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{indent}def {node.name}({ast.unparse(node.args)}){returns}:\n{indent}    ..."


def usable_here(problem: Problem) -> bool:
    """Whether the packages it needs can be imported on this machine."""
    from importlib.util import find_spec

    return all(name in sys.modules or find_spec(name) is not None for name in problem.needs)
