"""Mail: one message (.eml: RFC 5322, MIME RFC 2045-2049) or a mailbox of many (mbox: RFC 4155).

| mail | RawArticle |
|---|---|
| Subject | headline |
| text/plain part (format=flowed: RFC 3676), else text/html | body, headings |
| From: a person's name | byline |
| From: any other name, Organization | source |
| Date | published, with its offset |
| Message-ID | external_id |
| Archived-At (RFC 5064) | url |
| Content-Language | language |
| Keywords | tags |
| Supersedes (RFC 4021) | corrects |
| Comments | ednote |
"""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from articles.extraction.bylines import is_name
from articles.extraction.outlets import is_outlet
from articles.formats.blocks import Blocks, read_fragment, read_plain
from articles.formats.fields import check_body, read_date, sound
from articles.formats.raw import Published, RawArticle, Unreadable

MAX_BYTES = 64_000_000

_LONGEST_HEADER = 2_000

_HEADER = re.compile(rb"([!-9;-~]{1,60}):")
_ENVELOPE = re.compile(rb"From \S{1,200} {1,9}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
_NEXT = re.compile(rb"(?:^|\r?\n\r?\n)(?=From \S{1,200} {1,9}[A-Z][a-z]{2} [A-Z][a-z]{2} )")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s{0,3}:\s{0,3}){1,9}", re.I)
# Headers that mail systems write; a text that opens with "From: …" has none of them.
_MACHINE = frozenset(
    (b"message-id", b"mime-version", b"received", b"return-path", b"content-type", b"delivered-to")
)
_CALM = frozenset((b"from", b"date", b"subject"))


def accepts(data: bytes) -> bool:
    """True for a mailbox's first line, or a head of lines that only mail systems write."""
    head = data[:16_384].lstrip(b"\r\n")
    if _ENVELOPE.match(head):
        return True
    names = set()
    for line in head.splitlines():
        if not line.strip():
            break
        match = _HEADER.match(line)
        if match:
            names.add(match[1].lower())
        elif line[:1] not in (b" ", b"\t"):
            return False
    return len(names & _CALM) >= 2 and bool(names & _MACHINE)


def read(data: bytes, path: str) -> list[RawArticle | Unreadable]:
    """Each message as a structured article, or why it is none; `data` is the message's own bytes.

    Raises Unreadable (too-large).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"The mail has {len(data):,} bytes, at most {MAX_BYTES:,}.")
    items: list[RawArticle | Unreadable] = []
    for number, source in enumerate(_messages(data)):
        try:
            article = _article(source)
        except Unreadable as verdict:
            items.append(verdict)
            continue
        article.path, article.item = path, number
        article.encoding, article.data = _encoding(source), source
        items.append(article)
    return items


def _messages(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox without their envelope lines; a single message as it is."""
    data = data.lstrip(b"\r\n")
    if not _ENVELOPE.match(data):
        yield data
        return
    starts = [match.end() for match in _NEXT.finditer(data)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield data[start:end].partition(b"\n")[2]


def _encoding(source: bytes) -> str:
    """UTF-8 where the bytes fit, else Latin-1, which maps every byte: parts may differ."""
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _article(source: bytes) -> RawArticle:
    try:
        # The older policy: the newer one takes seconds for one hostile header of 24 KB.
        message = email.message_from_bytes(
            _QUOTED_FROM.sub(rb"\1", source), policy=email.policy.compat32
        )
        found = _text(message)
    except Unreadable:
        raise
    except Exception as error:  # email raises many kinds on broken headers and nesting
        raise Unreadable("invalid", "The mail is broken and cannot be taken apart.") from error
    name = parseaddr(_header(message, "From"))[0].strip(" '\"")
    person = is_name(name) and not is_outlet(name)
    tags = [tag.strip() for tag in _header(message, "Keywords").split(",")]
    return RawArticle(
        body=check_body(found.body, "its text parts"),
        structured=True,
        headline=_REPLY.sub("", _header(message, "Subject"), count=1),
        byline=[name] if person else [],
        source=_header(message, "Organization") or ("" if person else name),
        url=_header(message, "Archived-At").strip("<> "),
        external_id=_header(message, "Message-ID").strip("<> "),
        language=_header(message, "Content-Language").partition(",")[0].strip(),
        published=_published(_header(message, "Date")),
        headings=found.headings,
        tags=list(dict.fromkeys(tag for tag in tags if tag)),
        corrects=_header(message, "Supersedes").strip("<> "),
        ednote=_header(message, "Comments"),
    )


def _header(message: Message, name: str) -> str:
    """A header's words, decoded; what is longer than any real one is cut."""
    raw = str(message[name] or "")[:_LONGEST_HEADER]
    try:
        return sound(str(make_header(decode_header(raw))))
    except (ValueError, LookupError, HeaderParseError):
        return sound(raw)


def _published(text: str) -> Published | None:
    try:
        moment = parsedate_to_datetime(text)
        # "-0000" says that the offset is unknown (RFC 5322, 3.3); Python gives no zone then.
        return read_date(moment.isoformat(timespec="seconds"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(text)


def _text(message: Message) -> Blocks:
    """The text of the first readable part, plain text before HTML; attachments are none."""
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _decoded(part)
                found = read_fragment(text) if kind == "text/html" else _plain(text, part)
                if found.paragraphs:
                    return found
    if len(parts) < len(list(message.walk())):
        raise Unreadable("no-article", "The mail holds attachments alone, and no text.")
    raise Unreadable("empty", "The mail holds no text.")


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "windows-1252"):
        try:
            return data.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


def _plain(text: str, part: Message) -> Blocks:
    text = text.replace("\r\n", "\n")
    # The line "-- " opens a signature (RFC 3676, 4.3).
    text = re.split(r"(?m)^-- $", text, maxsplit=1)[0]
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?m)(?<=\S) \n(?=\S)", " ", text)
    return read_plain(text)
