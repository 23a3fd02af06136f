"""A sentence of the pure rooms in the language of the page."""

from django.utils.translation import gettext

from articles.sentences import Sentence


def in_language(text: str) -> str:
    """The sentence in the language of the page; a text that is no `Sentence` as it stands."""
    if not isinstance(text, Sentence):
        return text
    values = {
        name: in_language(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return gettext(text.template) % values
