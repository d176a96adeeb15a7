"""How a process is walled in: the bubblewrap command line, what is visible inside, and which mode works here.

Nothing of this project is visible inside, wherever it is installed: the hidden tests would be. Whoever adds a path to
`visible` must keep that true (tests/test_sandbox.py reads the whole file system from inside).
"""

import os
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from agent.errors import SandboxUnavailable

Mode = Literal["contained", "limits-only"]

INSTALL = "Install it: Debian, Ubuntu: apt-get install bubblewrap; Fedora: dnf install bubblewrap; Arch: pacman -S bubblewrap."
PACKAGES, HOME = "/packages", "/candidate"
LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
FIRST_UID, UIDS = 1_610_000_000, 30_000_000
"""Root gives each submission a user id of its own from here, so that the limit on processes counts it alone."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use, all its tests together."""

    memory_mb: int = 1024
    cpu_seconds: int = 60
    idle_seconds: float = 5.0
    """Neither computing nor waiting for a core: asleep, or blocked."""
    wall_seconds: float = 120.0
    """For one call, whatever it does; only a machine that is far too busy gets here before another limit."""
    output_kb: int = 256
    answer_mb: int = 64
    file_mb: int = 16
    files: int = 64
    threads: int = 64
    recursion: int = 10_000

    def rlimits(self, filtered: bool) -> dict[str, int]:
        """The kernel's share. Without a call filter only the number of processes holds a fork bomb down."""
        megabyte = 1 << 20
        return {
            "RLIMIT_AS": self.memory_mb * megabyte,
            "RLIMIT_CPU": self.cpu_seconds,
            "RLIMIT_FSIZE": self.file_mb * megabyte,
            "RLIMIT_NOFILE": self.files,
            "RLIMIT_NPROC": self.threads if filtered else 4,
            "RLIMIT_CORE": 0,
            "RLIMIT_MEMLOCK": 0,
            "RLIMIT_MSGQUEUE": 0,
        }


@dataclass(frozen=True)
class Wall:
    """A way of containing that was tried here and works."""

    mode: Mode
    own_uid: bool = False
    """Started by root: bubblewrap needs no user namespace, and the harness takes a user id of its own."""
    python: str = ""
    filtered: bool = False
    packages: tuple[tuple[str, str], ...] = field(default=())
    """(folder here, folder inside): only the packages a problem needs."""


def interpreter() -> str:
    """The real file behind this Python; a virtual environment's link would lead out of what is visible."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def packages(needs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Where the needed packages and all they require lie, and where they are put inside."""
    found: dict[str, str] = {}
    pending, seen = list(needs), set[str]()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            dist = distribution(name)
        except PackageNotFoundError:
            continue
        for path in dist.files or ():
            top = path.parts[0]
            if top != ".." and not top.endswith((".dist-info", ".pth")) and top != "__pycache__":
                found[str(Path(str(dist.locate_file(top))))] = f"{PACKAGES}/{top}"
        for need in dist.requires or ():
            if "extra ==" not in need:
                pending.append(_bare(need))
    return tuple(sorted((here, inside) for here, inside in found.items() if os.path.exists(here)))


def _bare(requirement: str) -> str:
    end = next((i for i, letter in enumerate(requirement) if not (letter.isalnum() or letter in "-_.")), None)
    return requirement[:end]


def visible(python: str) -> Iterator[str]:
    """Arguments that make the interpreter and the system's libraries readable, and everything else absent."""
    shown = [path for path in LIBRARIES if os.path.isdir(path)]
    prefix = os.path.dirname(os.path.dirname(python))
    for parent in sorted(
        {str(p) for path in (*shown, python, prefix, "/etc/x") for p in Path(path).parents} - {"/", "/tmp", *shown}
    ):
        yield from ("--perms", "0755", "--dir", parent)  # else made 0700, closed to the submission's user
    for path in shown:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        else:
            yield from ("--ro-bind", path, path)
    if prefix not in ("/usr", "/usr/local", "/"):
        yield from ("--ro-bind", prefix, prefix)
        shown.append(prefix)
    else:
        yield from ("--ro-bind", python, python)
    if os.path.exists("/etc/ld.so.cache"):
        yield from ("--ro-bind", "/etc/ld.so.cache", "/etc/ld.so.cache")
    for path in sorted(_hidden(prefix)):
        if os.path.isdir(path) and any(Path(path).is_relative_to(seen) for seen in shown):
            yield from ("--tmpfs", path)


def _hidden(prefix: str) -> set[str]:
    """Package folders and this project: absent inside even where they lie in a visible folder."""
    ours = Path(__file__).resolve().parents[2]
    found = {str(ours), *site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    found |= {f"{root}/lib/{version}/{kind}-packages" for root in (prefix, "/usr/local") for kind in ("site", "dist")}
    found |= {"/usr/lib/python3/dist-packages"}
    return {os.path.realpath(path) for path in found}


def command(wall: Wall, inner: list[str], info_fd: int, filter_fd: int | None, scratch_mb: int = 32) -> list[str]:
    """The whole command line for one submission."""
    tool = shutil.which("bwrap") or "bwrap"
    scratch = str(scratch_mb << 20)
    uid = [] if wall.own_uid else ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    caps = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if wall.own_uid else []
    made = [
        tool, *uid, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        *caps, "--die-with-parent", "--new-session", "--as-pid-1", "--hostname", "interview", "--clearenv",
        "--perms", "1777", "--size", scratch, "--tmpfs", "/tmp",  # first: this Python may lie in /tmp
        *visible(wall.python), "--proc", "/proc", "--dev", "/dev",
        "--size", "4096", "--tmpfs", "/dev/shm", "--remount-ro", "/dev",
        "--perms", "0777", "--size", scratch, "--tmpfs", HOME,
    ]  # fmt: skip
    made += ["--perms", "0755", "--dir", PACKAGES]
    for here, inside in wall.packages:
        made += ["--ro-bind", here, inside]
    made += ["--remount-ro", "/", "--chdir", HOME, "--info-fd", str(info_fd)]
    for name, value in environment().items():
        made += ["--setenv", name, value]
    if filter_fd is not None:
        made += ["--seccomp", str(filter_fd)]
    return [*made, "--", *inner]


def environment() -> dict[str, str]:
    """All a submission sees of an environment."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"HOME": HOME, "TMPDIR": "/tmp", "LANG": "C.UTF-8", "PATH": "/nowhere", "PYTHONHASHSEED": "0", **one}


@lru_cache(maxsize=1)
def works() -> Wall:
    """The strongest wall that stands here; raises SandboxUnavailable with what to do when none does."""
    from agent.sandbox.filter import program

    if not sys.platform.startswith("linux"):
        raise SandboxUnavailable(f"A candidate's code is only contained on Linux; this is {sys.platform}. {weaker()}")
    if not shutil.which("bwrap"):
        raise SandboxUnavailable(f"bubblewrap is not installed, so code cannot be run contained. {INSTALL} {weaker()}")
    python, said = interpreter(), ""
    for own_uid in (True, False) if os.geteuid() == 0 else (False,):
        wall = Wall("contained", own_uid, python, program() is not None)
        said = _try(wall)
        if not said:
            return wall
    raise SandboxUnavailable(
        f"bubblewrap is installed but not permitted here ({said}). In a container, allow user namespaces; "
        f"on Ubuntu 24.04 and later, allow bwrap an AppArmor profile. {weaker()}"
    )


def weaker() -> str:
    """The one sentence that names the mode nobody gets without asking."""
    return "`--limits-only` runs code without a wall, with limits only: for your own code, on a machine you trust."


def _try(wall: Wall) -> str:
    """Empty when a harness under this wall says hello; else the first line of what went wrong."""
    from agent.sandbox.worker import Stopped, Worker

    try:
        Worker(wall, Limits()).close()
    except Stopped as stopped:
        return stopped.output.strip().splitlines()[0] if stopped.output.strip() else stopped.said
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return ""


def importable(needs: tuple[str, ...]) -> list[str]:
    """The needed packages that are not installed here."""
    return [name for name in needs if find_spec(name) is None]
