"""The house keeps its plan: imports point one way, the command answers at once, licences are named."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_USE = {
    "corpus": set(),
    "rubrics": set(),
    "agent": {"corpus", "rubrics"},
    "evals": {"agent", "corpus", "rubrics"},
    "ui": {"agent", "corpus", "rubrics", "evals"},
}
HEAVY = {
    "chromadb",
    "onnxruntime",
    "onnx",
    "numpy",
    "torch",
    "gradio",
    "langgraph",
    "openai",
    "tokenizers",
    "pdfminer",
    "rich",
}


def imports(path: Path, *, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_only else ast.walk(tree)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", MAY_USE)
def test_imports_point_one_way(package):
    wrong = {
        f"{path.relative_to(ROOT)} uses {used}"
        for path in (ROOT / package).rglob("*.py")
        for used in imports(path) & (MAY_USE.keys() - MAY_USE[package] - {package})
    }
    assert not wrong


def test_rubrics_import_nothing_heavy():
    for path in (ROOT / "rubrics").rglob("*.py"):
        assert not imports(path) & HEAVY, path


def test_the_policy_sees_records_and_nothing_else():
    tree = ast.parse((ROOT / "agent" / "policy.py").read_text(encoding="utf-8"))
    used = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert used <= {"agent.state", "collections.abc", "dataclasses"}
    assert not imports(ROOT / "agent" / "state.py") & HEAVY


def test_help_answers_at_once_and_loads_nothing_heavy():
    watch = (
        "import sys, time; from ui.cli import build_parser; build_parser().format_help(); "
        "print(time.process_time()); print(','.join(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    shown = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    seconds, modules = shown.splitlines()
    assert not HEAVY & set(modules.split(","))
    assert "pydantic" not in modules.split(",")
    assert float(seconds) < 0.3


def test_every_command_has_help():
    from ui.cli import COMMANDS, build_parser

    text = build_parser().format_help()
    assert all(f"\n    {name}" in text for name in COMMANDS)


def test_every_package_is_shipped():
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    there = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for package in MAY_USE
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert listed == there


def test_every_module_says_what_it_is():
    silent = [
        str(path.relative_to(ROOT))
        for package in MAY_USE
        for path in (ROOT / package).rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_notice_names_the_weights_and_their_licence():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "MiniLM" in notice
    assert "Apache-2.0" in notice
