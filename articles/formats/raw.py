"""What every format's reader returns: one article as its file gives it, not yet read."""

from dataclasses import dataclass, field


class Unreadable(Exception):  # noqa: N818 - the contract's name; it is a verdict on a file
    """A file, or one item of it, that holds no article.

    `reason` is a code of `REASONS`; `sentence` tells a person what is wrong and what to do.
    """

    def __init__(self, reason: str, sentence: str):
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence

    def __reduce__(self):
        return type(self), (self.reason, self.sentence)


# Statuses of a record that takes its article back; it may be a mere notice, without a text.
TAKEN_BACK = ("withdrawn", "killed")

REASONS = {
    "empty": "holds no text",
    "binary": "is not text",
    "encoding": "is in an unknown encoding",
    "too-large": "is larger than an article can be",
    "no-article": "holds text, but no article",
    "invalid": "does not follow its format",
    "unreadable": "cannot be opened or read",
    "not-a-file": "is not a regular file",
    "failed": "made the reader itself fail",
    "too-slow": "took longer to read than a file may",
    "reader-died": "ended the process that read it",
}


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words that open a wire text: place ("SEOUL") and date as printed, either may be empty."""

    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as far as it is known.

    `value` is ISO 8601, only as long as the precision: "2026", "2026-01", "2026-01-07",
    "2026-01-07T09:30+09:00", "2026-01-07T09:30:15Z"; a time has no offset where no zone is told;
    empty where unknown. `precision`: second | minute | day | month | year | unknown. `origin`:
    metadata | dateline | line | url | file | curator, empty where unknown. At day precision or
    coarser there is no time zone and nothing shifts it. `doubtful` where day and month could be the
    other way round, or the year was inferred.
    """

    value: str = ""
    precision: str = "unknown"
    origin: str = ""
    doubtful: bool = False


@dataclass(slots=True)
class RawArticle:
    """One article as its file gives it.

    `body` is decoded text, newlines as they stand. Where `structured` is False the body is a whole
    page saved as text: headline, byline, dateline, dates and junk still stand in it, and
    `extraction.read` must find them. Where True, the format gave the other fields and the body is
    the article's text alone. A field the format gave is never overruled by what is found in the
    text. `body` is empty in a notice that takes an article back (`status` of `TAKEN_BACK`) and in
    no other. `corrects` is the id or address of the article that this one corrects, `version` the
    outlet's own number, `urgency` a digit, 1 the most urgent. `tag_codes` maps the name of a
    subject to its code in the outlet's or IPTC's vocabulary; a code that has no name of its own
    stands under itself, and is no tag.
    """

    body: str
    structured: bool = False
    headline: str = ""
    standfirst: str = ""
    byline: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    source: str = ""
    url: str = ""
    external_id: str = ""
    language: str = ""
    published: Published | None = None
    headings: list[str] = field(default_factory=list)
    slugline: str = ""
    ednote: str = ""
    status: str = "usable"
    embargoed_until: str = ""
    corrects: str = ""
    tags: list[str] = field(default_factory=list)
    path: str = ""
    item: int = 0
    encoding: str = "utf-8"
    data: bytes = b""
    status_reason: str = ""
    tag_codes: dict[str, str] = field(default_factory=dict)
    genre: str = ""
    urgency: str = ""
    version: str = ""
    rights: str = ""
