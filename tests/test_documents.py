"""A user's documents: what is read of them, and what is said of those that cannot be read."""

import io

import pytest

from corpus import documents
from corpus.documents import MAX_WORDS, read_document, split
from corpus.errors import DocumentError

BODY = "We retrain every night because clicks arrive late, and the window for a label is seventy-two hours."


def make_pdf(path, *, password=None, text=True):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    if text:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(72, 760, "Feature store")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(72, 720, "Late labels")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, BODY[:50])
        canvas.drawString(72, 686, BODY[50:])
    else:
        canvas.rect(100, 100, 200, 200)
    canvas.showPage()
    canvas.save()
    return path


def make_docx(path):
    from docx import Document

    document = Document()
    document.add_heading("Feature store", 1)
    document.add_heading("Late labels", 2)
    document.add_paragraph(BODY)
    document.save(str(path))
    return path


def test_a_pdf_keeps_its_headings(tmp_path):
    [excerpt] = read_document(make_pdf(tmp_path / "notes.pdf"))
    assert excerpt.heading == "Feature store > Late labels"
    assert excerpt.text == BODY


def test_a_docx_keeps_its_headings(tmp_path):
    [excerpt] = read_document(make_docx(tmp_path / "notes.docx"))
    assert (excerpt.heading, excerpt.text) == ("Feature store > Late labels", BODY)


def test_html_loses_its_scripts_and_keeps_its_headings(tmp_path):
    page = (
        f"<head><title>t</title></head><h1>Feature store</h1><script>alert(1)</script><h2>Late labels</h2><p>{BODY}</p>"
    )
    (tmp_path / "notes.html").write_text(page, encoding="utf-8")
    [excerpt] = read_document(tmp_path / "notes.html")
    assert (excerpt.heading, excerpt.text) == ("Feature store > Late labels", BODY)


def test_markdown_is_cut_at_its_headings_and_code_is_no_heading(tmp_path):
    (tmp_path / "notes.md").write_text(
        f"---\nlayout: x\n---\n# A\none\n## B\n{BODY}\n```\n# not a heading\n```\n# C\ntwo\n"
    )
    found = read_document(tmp_path / "notes.md")
    assert [e.heading for e in found] == ["A", "A > B", "C"]
    assert "not a heading" in found[1].text


def test_plain_text_headings_are_guessed_from_their_shape(tmp_path):
    (tmp_path / "notes.txt").write_text(f"Late labels\n{BODY}\nServing cost\n{BODY}\n")
    assert [e.heading for e in read_document(tmp_path / "notes.txt")] == ["Late labels", "Serving cost"]


def test_no_passage_is_longer_than_the_encoder_reads():
    long = split("# T\n" + " ".join(f"Sentence number {n} says a little." for n in range(200)) + "\n\n" + "word " * 400)
    assert max(len(e.text.split()) for e in long) <= MAX_WORDS
    assert sum(len(e.text.split()) for e in long) == 200 * 6 + 400


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", b"", "holds no text"),
        ("a.txt", b"   \n\n", "holds no text"),
        ("a.txt", b"\x00\x01\x02\x03" * 20, "is binary"),
        ("a.md", "caf\u00e9 au lait".encode("latin-1"), "is not UTF-8 text"),
        ("a.exe", b"MZ", "Sparring reads"),
        ("a.pdf", b"%PDF-1.4\nnothing more", "is not a readable PDF|holds no text"),
        ("a.pdf", b"plainly not a pdf", "is not a readable PDF|holds no text"),
        ("a.docx", b"PK\x03\x04 torn", "is not a readable .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is encrypted or an old .doc"),
        ("a.html", b"<script>only()</script>", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=said):
        read_document(tmp_path / name)


def test_an_encrypted_pdf_says_so(tmp_path):
    with pytest.raises(DocumentError, match="is encrypted"):
        read_document(make_pdf(tmp_path / "secret.pdf", password="x"))


def test_a_pdf_of_pictures_says_what_to_do(tmp_path):
    with pytest.raises(DocumentError, match="OCR"):
        read_document(make_pdf(tmp_path / "scan.pdf", text=False))


def test_sixty_megabytes_are_too_many(tmp_path):
    with open(tmp_path / "big.txt", "wb") as out:
        out.truncate(60_000_000)
    with pytest.raises(DocumentError, match="60 MB, more than the 50 MB"):
        read_document(tmp_path / "big.txt")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(DocumentError, match="does not exist"):
        read_document(tmp_path / "gone.md")
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path / "folder.md")


def test_a_byte_order_mark_is_not_text(tmp_path):
    (tmp_path / "bom.md").write_bytes(io.BytesIO(b"\xef\xbb\xbf# A\nText here.").getvalue())
    assert read_document(tmp_path / "bom.md")[0].heading == "A"


def test_the_suffix_counts_in_any_case(tmp_path):
    (tmp_path / "NOTES.MD").write_text("# A\nText here.")
    assert documents.read_document(tmp_path / "NOTES.MD")[0].text == "Text here."
