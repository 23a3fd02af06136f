"""The search language as one table: the parser takes its fields from it, the help page its text.

Pure Python. Every example searches: the help page links it.
"""

from dataclasses import dataclass

from articles.sentences import gettext_noop as _


@dataclass(frozen=True)
class Field:
    """A field of the language.

    `kind` is text (words in a text), name (something of the archive by its name) or date. `read_as`
    is the template that tells of it: "%(what)s in the headline", "the outlet “%(name)s”"; `finds`
    is what the help says.
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
    Field(
        "headline",
        "text",
        _("%(what)s in the headline"),
        _("Words in the headline"),
        "headline:ferry",
    ),
    Field(
        "standfirst",
        "text",
        _("%(what)s in the standfirst"),
        _("Words in the standfirst"),
        "standfirst:crew",
    ),
    Field("body", "text", _("%(what)s in the body"), _("Words in the text"), "body:sonar"),
    Field(
        "byline",
        "text",
        _("%(what)s in the byline"),
        _("Written by this reporter"),
        "byline:amberley",
    ),
    Field(
        "place",
        "text",
        _("%(what)s as a place"),
        _("Datelined at this place, or naming it"),
        "place:harbour*",
    ),
    Field(
        "quote",
        "text",
        _("%(what)s in a quotation"),
        _("Words inside a quotation"),
        'quote:"we will"',
    ),
    Field(
        "cue",
        "text",
        _("%(what)s as a reporting verb"),
        _("A quotation with this verb"),
        "cue:insisted",
    ),
    Field("source", "name", _("the outlet “%(name)s”"), _("From this outlet"), "source:courier"),
    Field("person", "name", _("the person “%(name)s”"), _("Naming this person"), "person:farrow"),
    Field(
        "speaker", "name", _("the speaker “%(name)s”"), _("Quoting this person"), "speaker:farrow"
    ),
    Field("tag", "name", _("the tag “%(name)s”"), _("With this tag"), "tag:harbour"),
    Field("story", "name", _("the story “%(name)s”"), _("Of this story"), "story:ferry"),
    Field("lang", "name", _("the language “%(name)s”"), _("In this language"), "lang:en"),
    Field(
        "status",
        "name",
        _("the status “%(name)s”"),
        _(
            "With this status: usable, withheld, withdrawn, killed or embargoed, for those who"
            " may see them all"
        ),
        "status:usable",
    ),
    Field(
        "on",
        "date",
        "on",
        _(
            "In this year or month, or on this day; what is dated to a year alone is in the year, "
            "and in no month of it"
        ),
        "on:2025-09",
    ),
    Field("after", "date", "after", _("From the first day of this on"), "after:2025-09-01"),
    Field("before", "date", "before", _("Before the first day of this"), "before:2026"),
)

FORMS = (
    Form(_("word word"), _("Both words, in any form, anywhere in the article"), "ferry harbour"),
    Form(_("word AND word"), _("The same"), "ferry AND harbour", ("AND",)),
    Form(_("word OR word"), _("Either; OR in capitals"), "ferry OR trawler", ("OR",)),
    Form(_("-word"), _("Not this word"), "ferry -strike", ("-",)),
    Form(_("NOT word"), _("The same; NOT in capitals"), "ferry NOT strike", ("NOT",)),
    Form("( )", _("What belongs together"), "harbour (strike OR closure)", ("(", ")")),
    Form(_('"exact phrase"'), _("These words, in this order and form"), '"gale warning"', ('"',)),
    Form(_("begin*"), _("Words that begin so; two letters at least"), "harbour*", ("*",)),
    Form(
        _('"word word"~5'),
        _("Words near each other, at most five words between"),
        '"harbour crew"~5',
        ("~",),
    ),
    Form(
        _("field:word"), _("In one field alone; the fields are below"), "headline:harbour", (":",)
    ),
    Form(
        _("field:(word OR word)"), _("A field for a whole bracket"), "headline:(ferry OR harbour)"
    ),
    Form(_('field:"words"'), _("A name or phrase of several words"), 'headline:"the harbour"'),
    Form(_("field:begin*"), _("Names of which a word begins so"), "person:far*"),
)

DATES = (
    Form("2026", _("A year"), "on:2025", ("year",)),
    Form("2026-01", _("A month"), "on:2025-09", ("month",)),
    Form(
        "2026-01-07",
        _("A day; 2026/01/07 and 2026.01.07 are the same"),
        "after:2025-09-01",
        ("day",),
    ),
    Form("today", _("Today, in the time zone of the archive"), "on:today", ("today",)),
    Form("yesterday", _("The day before"), "after:yesterday", ("yesterday",)),
    Form("-7d", _("So many days before today"), "after:-7d", ("d",)),
    Form("-2w", _("So many weeks before today"), "after:-2w", ("w",)),
    Form("-3m", _("The same day so many months ago"), "after:-3m", ("m",)),
    Form("-1y", _("The same day so many years ago"), "after:-1y", ("y",)),
)


def fields_of(kind: str) -> dict[str, str]:
    """Name and template of each field of a kind, with %(what)s or %(name)s."""
    return {field.name: field.read_as for field in FIELDS if field.kind == kind}
