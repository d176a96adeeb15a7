"""How code gets into an interview in the terminal: from $EDITOR, from a file, or typed between lines of ```."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from agent.errors import SettingsError
from agent.interview import View

FILE, SCRIPTED = "@", "@code:"


def given(line: str) -> tuple[str, str]:
    """An answer as typed, and its kind: `@FILE.py` or `@code:FILE` stands for the code in a file, `\\n` in a block for a new line."""
    text = line.strip()
    if text.startswith(SCRIPTED) or (text.startswith(FILE) and text.endswith(".py") and "\n" not in text):
        return _read(Path(text.removeprefix(SCRIPTED).removeprefix(FILE).strip()).expanduser()), "code"
    if "```" in text and "\n" not in text:
        text = text.replace("\\n", "\n")
        return text, "code"
    return line, "code" if "```" in text else "text"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read as UTF-8 text ({error}). Nothing was sent; give the path of a Python file."
        ) from error


class CodeDesk:
    """A file for each problem of a session, so that nothing typed in an editor is lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, view: View) -> str:
        """What the file holds; at first what the problem begins with."""
        path = self._path(view)
        return path.read_text(encoding="utf-8") if path.exists() else (view.desk.starter if view.desk else "")

    def edited(self, view: View) -> str:
        """The file after the editor was left; SettingsError where there is no editor."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        path = self._path(view)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.kept(view), encoding="utf-8")
        if not editor:
            raise SettingsError(f"$EDITOR is not set. Set it, or write {path} with any editor and send it as @{path}")
        subprocess.run([*shlex.split(editor), str(path)], check=False)
        return path.read_text(encoding="utf-8")

    def forget(self, session: str) -> None:
        """The files of a session that is deleted."""
        shutil.rmtree(self._folder / session, ignore_errors=True)

    def _path(self, view: View) -> Path:
        if view.desk is None:
            raise AssertionError("there is a desk only while code is asked for")
        number = f"-{view.desk.stage}" if view.desk.stage else ""
        return self._folder / view.session / f"{view.desk.problem}{number}.py"
