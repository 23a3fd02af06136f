"""Sentences that still know their template and values. Pure Python.

A room that knows of no page, such as the parser of searches or what weighs two names, speaks
English. What it tells people is a `Sentence`: to the room, to what is stored and to tests a string
like any other; a page says it in the language of its reader by `articles.tongue.in_language`.
"""

from typing import Self


class Sentence(str):
    """`template % values`; a value may be a sentence of its own."""

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        sentence = super().__new__(cls, template % values)
        sentence.template, sentence.values = template, values
        return sentence


def gettext_noop(template: str) -> str:
    """The template as it is. `makemessages` knows what is to be translated by this name."""
    return template


def listed(parts: list[str], template: str) -> str:
    """Parts with commas between, the last joined by the template: "%(some)s and %(last)s".

    One part stands alone; "" for none.
    """
    if len(parts) < 2:
        return parts[0] if parts else ""
    some = parts[0]
    for part in parts[1:-1]:
        some = Sentence(gettext_noop("%(some)s, %(next)s"), some=some, next=part)
    return Sentence(template, some=some, last=parts[-1])
