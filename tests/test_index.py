"""The index on disk: real Chroma, real processes, and disks that fail."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexUnusable
from corpus.index import newest, open_shelf
from corpus.passages import Passage

ROOT = Path(__file__).parent.parent


def rows(*texts, **meta):
    return {"things": [Passage(f"{text}#0", text, text, {"level": ["2-2"], **meta}) for text in texts]}


def encode(texts):
    """A cheap encoder with the real shape: what an index does, it does with any vectors."""
    out = np.zeros((len(texts), 384), dtype=np.float32)
    for i, text in enumerate(texts):
        out[i, [hash_of(text) % 384, hash_of(text + "x") % 384]] = 0.7071
    return out


def hash_of(text):
    return sum((n + 1) * ord(c) * 31 for n, c in enumerate(text))


def refuse(_texts):
    raise AssertionError("nothing should have been built")


def test_what_is_put_in_is_found(tmp_path):
    shelf, status = open_shelf(tmp_path, "bank", rows("apple", "pear"), encode)
    assert status.startswith("built 2 passages")
    assert shelf.nearness("things", encode(["pear"])[0], 1)[0][0] == "pear"


def test_an_unchanged_index_is_not_built_again(tmp_path):
    open_shelf(tmp_path, "bank", rows("apple"), encode)
    assert open_shelf(tmp_path, "bank", rows("apple"), refuse)[1] == "unchanged"


def test_any_change_of_text_or_filter_rebuilds(tmp_path):
    open_shelf(tmp_path, "bank", rows("apple"), encode)
    assert "the content or the encoder changed" in open_shelf(tmp_path, "bank", rows("apple", "fig"), encode)[1]
    assert "built" in open_shelf(tmp_path, "bank", rows("apple", "fig", topic="fruit"), encode)[1]
    assert len(list((tmp_path / "index").glob("bank-*"))) == 2  # the newest, and one that may still be read


def test_a_build_that_was_killed_is_never_read(tmp_path):
    shelf, _ = open_shelf(tmp_path, "bank", rows("apple", "pear"), encode)
    (shelf.folder / "READY").unlink()
    assert newest(tmp_path, "bank") is None
    again, status = open_shelf(tmp_path, "bank", rows("apple", "pear"), encode)
    assert "an earlier build was not finished" in status
    assert again.folder != shelf.folder
    assert not shelf.folder.exists()


@pytest.mark.parametrize("harm", ["database", "ready", "gone"])
def test_a_damaged_index_is_built_again_and_says_so(tmp_path, harm):
    shelf, _ = open_shelf(tmp_path, "bank", rows("apple", "pear"), encode)
    target = shelf.folder / ("READY" if harm == "ready" else "chroma.sqlite3")
    if harm == "gone":
        target.unlink()
    else:
        target.write_bytes(b"garbage" * 400)
    again, status = open_shelf(tmp_path, "bank", rows("apple", "pear"), encode)
    assert "damaged" in status
    assert again.nearness("things", encode(["apple"])[0], 1)[0][0] == "apple"


def test_a_foreign_folder_is_left_alone(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "thesis.tex").write_text("years of work")
    with pytest.raises(IndexUnusable, match=r"thesis\.tex.*nothing was changed"):
        open_shelf(tmp_path, "bank", rows("apple"), encode)
    assert [p.name for p in (tmp_path / "index").iterdir()] == ["thesis.tex"]


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "index").write_text("?")
    with pytest.raises(IndexUnusable, match="is a file, not Sparring's index folder"):
        open_shelf(tmp_path, "bank", rows("apple"), encode)


def test_a_home_that_cannot_be_made_says_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexUnusable, match="point SPARRING_HOME at a folder you can write to"):
        open_shelf(tmp_path / "file" / "home", "bank", rows("apple"), encode)


def test_a_full_disk_leaves_no_half_index(tmp_path):
    code = f"""
import resource, signal, sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from test_index import encode, rows
from corpus.errors import IndexUnusable
from corpus.index import open_shelf
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    open_shelf(Path({str(tmp_path)!r}), "bank", rows(*[f"fruit {{n}}" for n in range(300)]), encode)
except IndexUnusable as error:
    print("TOLD", error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert "TOLD" in done.stdout, done.stderr
    assert "SPARRING_HOME" in done.stdout or "sparring index --rebuild" in done.stdout
    assert newest(tmp_path, "bank") is None
    assert open_shelf(tmp_path, "bank", rows("apple"), encode)[1].startswith("built 1")


def test_two_processes_that_start_at_once_build_one_index(tmp_path):
    code = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from test_index import encode, rows
from corpus.index import open_shelf
shelf, status = open_shelf(Path({str(tmp_path)!r}), "bank", rows(*[f"fruit {{n}}" for n in range(50)]), encode)
print(status.split()[0], [owner for owner, _ in shelf.nearness("things", encode(["fruit 7"])[0], 1)])
"""

    def start(_):
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
        ).stdout

    with ThreadPoolExecutor(3) as pool:
        said = sorted(pool.map(start, range(3)))
    assert said == ["built ['fruit 7']\n", "unchanged ['fruit 7']\n", "unchanged ['fruit 7']\n"]
    assert len(list((tmp_path / "index").glob("bank-*"))) == 1


def test_filters_and_lists_reach_chroma(tmp_path):
    passages = rows("apple", topic="fruit")["things"] + rows("leek", topic="vegetable")["things"]
    shelf, _ = open_shelf(tmp_path, "bank", {"things": passages}, encode)
    found = shelf.nearness("things", encode(["apple"])[0], 5, {"topic": "vegetable"})
    assert [owner for owner, _ in found] == ["leek"]
    assert shelf.nearness("things", encode(["apple"])[0], 5, {"level": {"$contains": "3-1"}}) == []


def test_the_stamp_is_written_last(tmp_path, monkeypatch):
    seen = []
    real = os.replace

    def watch(source, target):
        if str(target).endswith("READY"):
            seen.append(sorted(p.name for p in Path(target).parent.iterdir() if p.name.startswith("chroma")))
        return real(source, target)

    monkeypatch.setattr(os, "replace", watch)
    shelf, _ = open_shelf(tmp_path, "bank", rows("apple"), encode)
    assert seen == [["chroma.sqlite3"]]
    assert json.loads((shelf.folder / "READY").read_text())["counts"] == {"things": 1}
