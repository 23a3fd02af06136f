"""What an outlet's own system says of an article: genre, urgency, version, rights, subjects."""

from articles.formats.raw import RawArticle
from articles.importing.rows import short, storable
from articles.models import Article

UNSAID = {"genre": "", "urgency": None, "rights": "", "outlet_version": "", "subjects": []}


def columns(raw: RawArticle) -> dict:
    """The columns of Article that hold it, by name. An urgency that is none of IPTC's 1 to 9 is
    unknown; a subject is here where it has a code, and a tag in any case."""
    return {
        "genre": short(raw.genre, "genre", Article),
        "urgency": _urgency(raw.urgency),
        "rights": storable(raw.rights),
        "outlet_version": short(raw.version, "outlet_version", Article),
        "subjects": [
            {"code": storable(code), "name": "" if name == code else storable(name)}
            for name, code in raw.tag_codes.items()
        ],
    }


def said(raw: RawArticle) -> dict:
    """The columns that the file speaks of: all where its format has fields for them, else those
    that are set."""
    found = columns(raw)
    if raw.structured:
        return found
    return {name: value for name, value in found.items() if value != UNSAID[name]}


def _urgency(text: str) -> int | None:
    text = text.strip()
    return int(text) if len(text) == 1 and text in "123456789" else None
