"""What a document must be before it is read: of a kind that is read here, of its size, and what its name says."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from corpus.documents import SUFFIXES
from corpus.errors import DocumentError

BEGINS = {".pdf": b"%PDF", ".docx": b"PK\x03\x04"}
"""What a file of a kind begins with; the others are text."""
MOST_UNPACKED = 100_000_000


def check(name: str, data: bytes, suffixes: Sequence[str] = SUFFIXES) -> None:
    """Refuse by kind, size and first bytes, in words."""
    suffix = Path(name).suffix.lower()
    if suffix not in suffixes:
        raise DocumentError(f"{name} is not a kind that is read here. Those are: {', '.join(suffixes)}.")
    if not data:
        raise DocumentError(f"{name} is empty.")
    begins = BEGINS.get(suffix, b"")
    if not data.startswith(begins) or (not begins and b"\0" in data[:4096]):
        raise DocumentError(f"{name} is not what its name says: its content is not that of a {suffix} file.")
    if suffix == ".docx" and _unpacked(name, data) > MOST_UNPACKED:
        raise DocumentError(f"{name} would unpack to more than {MOST_UNPACKED // 1_000_000} MB, so it is not read.")


def safe_name(name: str) -> str:
    """A plain file name, whatever was sent: no way out of the folder, no hidden file, no surprise for a shell."""
    plain = re.sub(r"[^\w .()-]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    if not plain:
        raise DocumentError("That document has no usable name. Rename it and try again.")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:10]}"


def _unpacked(name: str, data: bytes) -> int:
    """Bytes of everything in an archive, by its own table: a small file may hold a very large one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise DocumentError(f"{name} is damaged: it cannot be unpacked.") from None
