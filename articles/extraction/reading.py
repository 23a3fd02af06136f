"""What reading one article yields: fields, paragraphs, people and quotes, each with its place.

All spans are half-open, in code points of the text they index.
"""

from dataclasses import dataclass, field

from articles.formats.raw import Dateline, Published

FIELDS = ("headline", "standfirst", "body")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body and where it stands in `RawArticle.body`.

    body[start:end] is the paragraph; raw[raw_start:raw_end] the characters it was read from (a
    dateline cut off its front is not in them).
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """Characters of the raw text that are not in headline, standfirst or body, and why.

    `reason`: byline | doubled-byline | source | dateline | date | caption | photo-credit |
    image-file | comment-form | navigation | disclaimer | related | doubled-headline | share |
    advertisement.
    """

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """One mention of a person by name; titles are outside the span, no pronouns.

    `name` is the fullest form of the name in this text ("Lee Jae-myung" for a lone "Lee"), or the
    lone family name itself where no full name stands in the text. `title` is the words before or
    after it that say what they are ("South Korean President"), `gender` "m", "f" or "" (from a
    title or a first name that leaves no doubt).
    """

    start: int
    end: int
    name: str
    title: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """One quotation, its marks included, and who said it.

    `kind`: direct (whole sentence or clause) | partial (fragment inside the reporter's sentence) |
    nested | scare (marks without a statement). `speaker` is the name of a PersonSpan, or None;
    `speaker_mention` the words that name the speaker with their place; `speaker_kind`: named |
    pronoun | organisation | description | none. `relayed_by`: name of the person who passes the
    words on, else the words, else None. `addressee`: the words after "told", or None. `nested_in`:
    index of the outer quote in the same list. `continues`: index of the quote whose utterance this
    one goes on with ("…," he said. "…"), or None. `confidence` 0-1, calibrated. `rule`: name of the
    rule that attributed it.
    """

    start: int
    end: int
    kind: str
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    speaker_mention: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker: str | None = None
    speaker_kind: str = "none"
    relayed_by: str | None = None
    addressee: str | None = None
    nested_in: int | None = None
    continues: int | None = None
    confidence: float = 0.0
    rule: str = ""


@dataclass(slots=True)
class ReadArticle:
    """One article, read. Spans in `people` and `quotes` index the field they are listed under.

    `people` and `quotes` map each of `FIELDS` to its spans; `nested_in` and `continues` are indices
    into the same field's list. `names` lists each person of the article once, fullest form.
    `places` and `organisations` are names of what the article is about, at most 12 each, the most
    prominent first: suggestions for tags.
    """

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    byline: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    source: str = ""
    url: str = ""
    external_id: str = ""
    language: str = ""
    published: Published = field(default_factory=Published)
    paragraphs: list[Paragraph] = field(default_factory=list)
    photo_credits: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    people: dict[str, list[PersonSpan]] = field(default_factory=dict)
    quotes: dict[str, list[QuoteSpan]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)

    @property
    def headings(self) -> list[str]:
        """Texts of the section headings, in order."""
        return [self.body[p.start : p.end] for p in self.paragraphs if p.heading]

    @property
    def names(self) -> list[str]:
        """Names of the people in order of first mention, headline first, each once."""
        spans = (span for name in FIELDS for span in self.people.get(name, []))
        return list(dict.fromkeys(span.name for span in spans))
