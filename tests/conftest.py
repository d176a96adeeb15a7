"""Fixtures every test may use. No test reaches further than this machine."""

import os
import shutil
import socket
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch):
    """Refuse any connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """A state folder shared by the tests that only read it: encoder and index are built once a run.

    While writing tests, SPARRING_TEST_HOME names a folder to keep them in between runs.
    """
    kept = os.environ.get("SPARRING_TEST_HOME", "").strip()
    return Path(kept) if kept else tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def embedder(home):
    from corpus.embed import load_embedder

    return load_embedder(home)


@pytest.fixture(scope="session")
def bank():
    from corpus.content import load_bank

    return load_bank()


@pytest.fixture(scope="session")
def library(home):
    from agent.library import library

    return library(home)


@pytest.fixture
def fresh_home(tmp_path, home, embedder):
    """A state folder of one's own, with the encoder already built."""
    mine = tmp_path / "home"
    (mine / "models").mkdir(parents=True)
    for path in (home / "models").iterdir():
        (mine / "models" / path.name).hardlink_to(path)
    return mine


@pytest.fixture
def indexed_home(tmp_path, home, library, fresh_home) -> Path:
    """The same with the index already built, to be written to: a copy costs a second, building one half a minute."""
    shutil.copytree(home / "index", fresh_home / "index", dirs_exist_ok=True)
    return fresh_home


@pytest.fixture(scope="session")
def deps(home):
    from agent.deps import open_deps

    return open_deps(home)


@pytest.fixture
def room(tmp_path, deps):
    """An interview room of one's own: real graph, real store, a judge that decides by words, a clock that stands."""
    import dataclasses

    from fakes import Clock, WordJudge

    from agent.interview import Interviews
    from agent.store import Store

    store = Store(tmp_path)
    yield Interviews(dataclasses.replace(deps, judge=WordJudge(), clock=Clock()), store)
    store.close()


@pytest.fixture(scope="session")
def web(tmp_path_factory, deps):
    """The web app, as one at home has it."""
    from webapp import app_over

    return app_over(tmp_path_factory.mktemp("web"), deps)


@pytest.fixture(scope="session")
def locked_web(tmp_path_factory, deps):
    """The web app with logins."""
    from webapp import app_over

    return app_over(tmp_path_factory.mktemp("locked"), deps, logins={"ada": "correct horse", "bob": "battery staple"})


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium; the tests that ask for it are marked `browser`."""
    from browser import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def served(tmp_path_factory, home, library):
    """A server over a home of its own that has the index already."""
    from browser import Server

    mine = tmp_path_factory.mktemp("served")
    for part in ("index", "models"):
        (mine / part).symlink_to(home / part)
    with Server(mine) as server:
        yield server
