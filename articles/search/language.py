"""The search language as one table: the parser takes its fields from it, the help page its text.

Pure Python. Every example searches: the help page links it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A field of the language.

    `kind` is text (words in a text), name (something of the archive by its name) or date. `read_as`
    is how a query that has it is told in words; `finds` is what the help says.
    """

    name: str
    kind: str
    read_as: str
    finds: str
    example: str

    @property
    def written(self) -> str:
        """The field as it is typed."""
        return f"{self.name}:"


@dataclass(frozen=True)
class Form:
    """A way to write something that is no field; `uses` are the signs of the lexer that it has."""

    written: str
    finds: str
    example: str
    uses: tuple[str, ...] = ()


FIELDS = (
    Field("headline", "text", "in the headline", "Words in the headline", "headline:ferry"),
    Field("standfirst", "text", "in the standfirst", "Words in the standfirst", "standfirst:crew"),
    Field("body", "text", "in the body", "Words in the text", "body:sonar"),
    Field("byline", "text", "in the byline", "Written by this reporter", "byline:amberley"),
    Field("place", "text", "as a place", "Datelined at this place, or naming it", "place:harbour*"),
    Field("quote", "text", "in a quotation", "Words inside a quotation", 'quote:"we will"'),
    Field("cue", "text", "as a reporting verb", "A quotation with this verb", "cue:insisted"),
    Field("source", "name", "the outlet", "From this outlet", "source:courier"),
    Field("person", "name", "the person", "Naming this person", "person:farrow"),
    Field("speaker", "name", "the speaker", "Quoting this person", "speaker:farrow"),
    Field("tag", "name", "the tag", "With this tag", "tag:harbour"),
    Field("story", "name", "the story", "Of this story", "story:ferry"),
    Field("lang", "name", "the language", "In this language", "lang:en"),
    Field(
        "status",
        "name",
        "the status",
        "With this status: usable, withheld, withdrawn, killed or embargoed, for those who may see"
        " them all",
        "status:usable",
    ),
    Field("on", "date", "on", "In this year or month, or on this day", "on:2025-09"),
    Field("after", "date", "after", "From the first day of this on", "after:2025-09-01"),
    Field("before", "date", "before", "Before the first day of this", "before:2026"),
)

FORMS = (
    Form("word word", "Both words, in any form, anywhere in the article", "ferry harbour"),
    Form("word AND word", "The same", "ferry AND harbour", ("AND",)),
    Form("word OR word", "Either; OR in capitals", "ferry OR trawler", ("OR",)),
    Form("-word", "Not this word", "ferry -strike", ("-",)),
    Form("NOT word", "The same; NOT in capitals", "ferry NOT strike", ("NOT",)),
    Form("( )", "What belongs together", "harbour (strike OR closure)", ("(", ")")),
    Form('"exact phrase"', "These words, in this order and form", '"gale warning"', ('"',)),
    Form("begin*", "Words that begin so; two letters at least", "harbour*", ("*",)),
    Form(
        '"word word"~5',
        "Words near each other, at most five words between",
        '"harbour crew"~5',
        ("~",),
    ),
    Form("field:word", "In one field alone; the fields are below", "headline:harbour", (":",)),
    Form(
        "field:(word OR word)",
        "A field for a whole bracket",
        "headline:(ferry OR harbour)",
    ),
    Form('field:"words"', "A name or phrase of several words", 'headline:"the harbour"'),
    Form("field:begin*", "Names of which a word begins so", "person:far*"),
)

DATES = (
    Form("2026", "A year", "on:2025", ("year",)),
    Form("2026-01", "A month", "on:2025-09", ("month",)),
    Form(
        "2026-01-07", "A day; 2026/01/07 and 2026.01.07 are the same", "after:2025-09-01", ("day",)
    ),
    Form("today", "Today, in the time zone of the archive", "on:today", ("today",)),
    Form("yesterday", "The day before", "after:yesterday", ("yesterday",)),
    Form("-7d", "So many days before today", "after:-7d", ("d",)),
    Form("-2w", "So many weeks before today", "after:-2w", ("w",)),
    Form("-3m", "The same day so many months ago", "after:-3m", ("m",)),
    Form("-1y", "The same day so many years ago", "after:-1y", ("y",)),
)


def fields_of(kind: str) -> dict[str, str]:
    """Name and `read_as` of each field of a kind."""
    return {field.name: field.read_as for field in FIELDS if field.kind == kind}
