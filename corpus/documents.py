"""A user's document becomes passages with their file and heading: Markdown, text, HTML, PDF, DOCX.

Conversion is left to kept libraries; what is ours is refusing in words what cannot be read.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.docx import without_vanished
from corpus.errors import DocumentError
from corpus.pdf import MOST_PAGES, read_pdf

SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf", ".docx")
MAX_BYTES = 50_000_000
MAX_WORDS = 130
"""A passage that fits the encoder's 256 tokens with its headings."""

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a document under its headings."""

    heading: str
    text: str


def read_document(path: Path) -> list[Excerpt]:
    """The excerpts of one document; DocumentError says why there are none."""
    return split(read_markdown(path))


@dataclass
class Source:
    """A document as lines of Markdown, each with its page or line, and what was not read of it."""

    lines: list[tuple[str, int]]
    marked: bool = True
    """Whether its headings are marked; in plain text they can only be guessed."""
    unit: str = "line"
    """What the places count: `page`, `line`, or nothing where a reader sees neither."""
    pages: int = 0
    pages_read: int = 0
    hidden: str = ""
    """Text that no reader sees, which was left out."""


def read_markdown(path: Path) -> str:
    """The document as Markdown, headings kept."""
    source = read_source(path)
    text = "\n".join(line for line, _ in source.lines)
    return text if source.marked else _mark_headings(text)


def read_source(path: Path) -> Source:
    """The lines of a document; DocumentError says why there are none."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"{path} is a {suffix or 'nameless'} file; Sparring reads {', '.join(SUFFIXES)}.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(
                f"{path} has {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB Sparring reads. Split it first."
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path} does not exist. Check the path.") from None
    except IsADirectoryError:
        raise DocumentError(f"{path} is a folder, not a document.") from None
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from error
    source = _convert(path, suffix, raw)
    if not any(line.strip() for line, _ in source.lines):
        hint = " A scanned PDF holds pictures of text: run OCR on it first." if suffix == ".pdf" else ""
        hint = hint if not source.hidden else " What it holds is invisible to a reader, and is not read."
        raise DocumentError(f"{path} holds no text.{hint}")
    return source


def _convert(path: Path, suffix: str, raw: bytes) -> Source:
    if suffix == ".pdf":
        read = read_pdf(path, raw)
        return Source(
            read.lines, unit="page", pages=read.pages, pages_read=min(read.pages, MOST_PAGES), hidden=read.hidden
        )
    if suffix == ".docx":
        page, hidden = _docx(path, raw)
        return Source(_numbered(page), unit="", hidden=hidden)
    text = _decode(path, raw)
    if suffix in (".html", ".htm"):
        return Source(_numbered(_html(text)), unit="")
    return Source(_numbered(text), marked=suffix != ".txt" or bool(re.search(r"^#{1,6} ", text, re.MULTILINE)))


def _numbered(text: str) -> list[tuple[str, int]]:
    return [(line, n) for n, line in enumerate(text.splitlines(), start=1)]


def _decode(path: Path, raw: bytes) -> str:
    if b"\0" in raw[:4096]:
        raise DocumentError(f"{path} is binary, not text.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from None


def _html(text: str) -> str:
    from bs4 import BeautifulSoup
    from markdownify import markdownify

    page = BeautifulSoup(text, "html.parser")
    for tag in page(["script", "style", "noscript", "template", "head", "nav", "footer"]):
        tag.decompose()
    return markdownify(str(page), heading_style="ATX")


def _docx(path: Path, raw: bytes) -> tuple[str, str]:
    """The document as Markdown, and what it hides from its reader."""
    import mammoth

    if raw.startswith(_OLE):
        raise DocumentError(f"{path} is encrypted or an old .doc file. Save it as .docx without a password.")
    try:
        shown, hidden = without_vanished(raw)
        return _html(mammoth.convert_to_html(io.BytesIO(shown)).value), hidden
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError(
            f"{path} is not a readable .docx file ({type(error).__name__}). Save it again as .docx."
        ) from error


def _mark_headings(text: str) -> str:
    """Plain text: a short line without an end mark, before something longer, is read as a heading."""
    lines = text.splitlines()
    out = []
    for i, line in enumerate(lines):
        bare = line.strip()
        after = next((later.strip() for later in lines[i + 1 :] if later.strip()), "")
        title = 0 < len(bare) <= 72 and not bare.endswith((".", ",", ";", ":", "?", "!")) and bare[0].isupper()
        out.append(f"## {bare}" if title and len(after) > len(bare) and not bare.startswith(("-", "*")) else line)
    return "\n".join(out)


def split(markdown: str) -> list[Excerpt]:
    """Excerpts no longer than MAX_WORDS, each with the path of headings above it."""
    out: list[Excerpt] = []
    above: list[tuple[int, str]] = []
    held: list[str] = []

    def flush() -> None:
        heading = " > ".join(title for _, title in above)
        out.extend(Excerpt(heading, text) for text in _chunks(" ".join(" ".join(held).split())))
        held.clear()

    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    fenced = False
    for line in body.splitlines():
        fenced ^= line.lstrip().startswith("```")
        match = None if fenced else _HEADING.fullmatch(line.strip())
        if match:
            flush()
            level = len(match[1])
            above[:] = [(depth, title) for depth, title in above if depth < level] + [(level, _plain(match[2]))]
        else:
            held.append(_plain(line))
    flush()
    return out


def _plain(line: str) -> str:
    line = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"(\*\*|__|`)", "", line)


def _chunks(text: str) -> Iterator[str]:
    """Whole sentences together up to MAX_WORDS; a longer sentence is cut."""
    held: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        parts = sentence.split()
        while len(parts) > MAX_WORDS:
            if held:
                yield " ".join(held)
                held = []
            yield " ".join(parts[:MAX_WORDS])
            parts = parts[MAX_WORDS:]
        if held and len(held) + len(parts) > MAX_WORDS:
            yield " ".join(held)
            held = []
        held += parts
    if held:
        yield " ".join(held)
