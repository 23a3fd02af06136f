"""Plain text files: bytes -> one RawArticle that still holds the whole page."""

import codecs
import json
import re

from articles.formats.raw import RawArticle, Unreadable

# An article is refused above 2,000,000 characters; UTF-8 and UTF-32 take at most four bytes for
# one.
MAX_BYTES = 8_000_000

# Longest first: the mark of UTF-32 opens with that of UTF-16. Each codec drops the mark itself, so
# that the whole file, decoded again by its name, gives the same characters at the same places.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of files that people mistake for text, with what to do about each.
SIGNATURES = (
    (b"%PDF-", "a PDF document; export its text to a .txt file"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"{\\rtf", "a rich-text (RTF) document; save it as plain text"),
    (b"\x89PNG", "a PNG image; images hold no text that can be read"),
    (b"\xff\xd8\xff", "a JPEG image; images hold no text that can be read"),
    (b"GIF8", "a GIF image; images hold no text that can be read"),
    (b"SQLite format 3", "an SQLite database; export its articles as JSON Lines"),
)

# Old transfers pad a text's end with NUL and close it with SUB (Ctrl-Z).
PADDING = b"\x00\x1a"

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
HIGH = re.compile(r"[\x80-\uffff]")
# Signs that no Western language writes inside a word: text of another code page shows them there.
SIGN_IN_WORD = re.compile(r"(?<=[a-z])[¡-¿×÷ƒ„…†‡ˆ‰‹›˜™•](?=[a-z])")


def accepts(data: bytes) -> bool:
    """True for any bytes: plain text is what is left when no other format fits."""
    return True


def read(data: bytes, path: str) -> list[RawArticle]:
    """Read a text file as one unstructured article whose `data` is the file's exact bytes.

    `path` is kept as given and named in no message. Raises Unreadable: too-large, empty, binary,
    encoding, or invalid for markup and JSON.
    """
    text, encoding = decode(data)
    _refuse_markup(text)
    return [RawArticle(body=text, path=path, item=0, encoding=encoding, data=data)]


def _refuse_markup(text: str) -> None:
    """Raise Unreadable for a text whose tags or braces would be taken for an article's words."""
    head = text[:200].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype", "<html", "<?xml")):
        raise Unreadable(
            "invalid",
            "The file is HTML or XML of a kind that the archive does not read. "
            "Save the article as plain text.",
        )
    if head[:1] in ("{", "[") and text.rstrip()[-1] in "}]":
        try:
            json.loads(text)
        except ValueError:
            return
        except RecursionError:
            pass  # no prose opens so many brackets
        raise Unreadable(
            "invalid",
            "The file is JSON of a kind that the archive does not read. Put each article on one "
            'line, as an object with the field "body".',
        )


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data`, newlines as they stand, and the name of its encoding.

    Tries, in this order: byte order mark, UTF-16 without one (by where its zero bytes stand),
    UTF-8, windows-1252 where the outcome reads as Western text. Raises Unreadable as `read` does.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            "too-large",
            f"The file has {len(data):,} bytes and an article at most {MAX_BYTES:,}. "
            "Split it into one file for each article.",
        )
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable("binary", f"The file is {what}.")
    text, encoding = _decode_marked(data) or _decode_bare(data)
    if not text.strip("\ufeff\u200b\x00 \t\r\n\f\v\x85\xa0"):
        raise Unreadable("empty", "The file holds no text. Check that it was saved completely.")
    _refuse_controls(text)
    return text, encoding


def _refuse_controls(text: str) -> None:
    controls = len(CONTROL.findall(text))
    if "\x00" in text or controls > len(text) // 20:
        raise Unreadable(
            "binary",
            "The file holds control bytes that no text has. Save the article as plain text "
            "(UTF-8).",
        )


def _decode_marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig":
                    return data.decode(encoding, "replace"), encoding
                raise Unreadable(
                    "encoding",
                    f"The file says that it is {encoding.upper()}, but its byte "
                    f"{error.start} does not fit. Save it again as UTF-8.",
                ) from error
    return None


def _decode_bare(data: bytes) -> tuple[str, str]:
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), wide
    data = data.rstrip(PADDING)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first = error.start
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8"
    # Bytes that no text has in any encoding tell more than that the encoding is unknown.
    _refuse_controls(data.decode("latin-1"))
    text = _decode_western(data)
    if text is None:
        raise Unreadable(
            "encoding",
            f"Byte {first} is not UTF-8, and the text reads as no Western encoding either. "
            "Save the file again as UTF-8.",
        )
    return text, "windows-1252"


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero, all on the same side."""
    head = data[:4000]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """True where broken characters are few beside sound ones: a cut-off or patched UTF-8 file."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = sum(1 for _ in HIGH.finditer(text)) - broken
    return sound >= 3 and broken * 10 <= sound


def _decode_western(data: bytes) -> str | None:
    """Decode as windows-1252, or None where that gives no plausible Western text.

    Western languages write under a third of their letters outside ASCII; Greek, Cyrillic and East
    Asian code pages, read as windows-1252, give far more. Central European ones put signs into
    words.
    """
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    high = HIGH.findall(text)
    letters = sum(1 for c in text if c.isalpha())
    high_letters = sum(1 for c in high if c.isalpha())
    if high_letters > letters * 0.3 or len(high) > len(text) * 0.5:
        return None
    misplaced = sum(1 for _ in SIGN_IN_WORD.finditer(text))
    return None if misplaced * 10 > len(high) else text
