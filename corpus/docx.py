"""A Word file without the text its reader does not see: vanished, or in the colour of the paper."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from corpus.errors import DocumentError

MOST_BYTES = 200_000_000
"""Unpacked; a small file that unpacks to more is no document."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def without_vanished(raw: bytes) -> tuple[bytes, str]:
    """The file with hidden runs taken out, and the text that was in them."""
    hidden: list[str] = []
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source:
        if sum(entry.file_size for entry in source.infolist()) > MOST_BYTES:
            raise DocumentError(
                f"The file unpacks to more than {MOST_BYTES / 1e6:.0f} MB. Save its text in a new document."
            )
        styles = _hiding_styles(source)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                data = source.read(entry)
                if _PARTS.fullmatch(entry.filename):
                    data = _shown(data, styles, hidden)
                target.writestr(entry, data)
    return (packed.getvalue(), " ".join(hidden)) if hidden else (raw, "")


def _hiding_styles(source: zipfile.ZipFile) -> set[str]:
    """The names of the styles that hide their text."""
    if "word/styles.xml" not in source.namelist():
        return set()
    tree = ElementTree.fromstring(source.read("word/styles.xml"))
    return {
        style.get(f"{_W}styleId", "")
        for style in tree.iter(f"{_W}style")
        if (properties := style.find(f"{_W}rPr")) is not None and _hides(properties, set(), style)
    }


def _shown(data: bytes, styles: set[str], hidden: list[str]) -> bytes:
    for _, (prefix, uri) in ElementTree.iterparse(io.BytesIO(data), events=["start-ns"]):
        ElementTree.register_namespace(prefix, uri) if not re.fullmatch(r"ns\d+", prefix) else None
    tree = ElementTree.fromstring(data)
    before = len(hidden)
    for paragraph in tree.iter(f"{_W}p"):
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        whole = named is not None and named.get(f"{_W}val") in styles
        for parent in list(paragraph.iter()):
            for run in [child for child in parent if child.tag == f"{_W}r"]:
                properties = run.find(f"{_W}rPr")
                if whole or (properties is not None and _hides(properties, styles, paragraph)):
                    hidden.append("".join(text.text or "" for text in run.iter(f"{_W}t")))
                    parent.remove(run)
    return ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True) if len(hidden) > before else data


def _hides(properties: Any, styles: set[str], around: Any) -> bool:
    """Whether run properties hide: vanished, a hiding style, white on no ground, or a size nobody reads."""
    for name in ("vanish", "webHidden", "specVanish"):
        mark = properties.find(f"{_W}{name}")
        if mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off"):
            return True
    named = properties.find(f"{_W}rStyle")
    if named is not None and named.get(f"{_W}val") in styles:
        return True
    size = properties.find(f"{_W}sz")
    if size is not None and size.get(f"{_W}val", "20").isdigit() and int(size.get(f"{_W}val", "20")) <= 4:
        return True
    color = properties.find(f"{_W}color")
    value = (color.get(f"{_W}val") or "") if color is not None else ""
    if not re.fullmatch(r"[Ff][0-9A-Fa-f][Ff][0-9A-Fa-f][Ff][0-9A-Fa-f]", value):
        return False
    grounds = [*properties.iter(f"{_W}shd"), *properties.iter(f"{_W}highlight"), *around.iter(f"{_W}shd")]
    return not any(
        (g.get(f"{_W}fill") or g.get(f"{_W}val") or "auto").lower() not in ("auto", "ffffff", "none") for g in grounds
    )
