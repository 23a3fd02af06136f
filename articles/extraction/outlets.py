"""Names of news outlets and agencies, told by the words that mastheads are made of."""

import re

from articles.extraction.names import read_list

_LISTS = read_list("outlets.txt")
AGENCIES = _LISTS["agencies"]
KNOWN = AGENCIES | _LISTS["outlets"]
_MASTHEAD = _LISTS["masthead"]
_OPENERS, _SECTIONS, _GENERIC = _LISTS["openers"], _LISTS["sections"], _LISTS["generic"]
_JOINERS, _NO_NAMES = _LISTS["joiners"], _GENERIC | _SECTIONS
_LONGEST = 150  # characters of the longest domain
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,30}){1,3}", re.IGNORECASE)
_TOP_LEVEL = re.compile(
    r"\.(?:com|org|net|news|info|tv|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$", re.IGNORECASE
)


def is_outlet(text: str) -> bool:
    """True where the whole text is the name or the domain of a news outlet ("The Korea Herald")."""
    text = text.strip(" .,:;")
    if len(text) > _LONGEST:
        return False
    low = text.lower()
    if low in KNOWN:
        return True
    if _DOMAIN.fullmatch(text):
        return bool(_TOP_LEVEL.search(text))
    words = text.split()
    if not 1 <= len(words) <= 6 or low in _NO_NAMES or len(text) > 60 or "," in text:
        return False
    plain = [word.strip(",.()'’").lower() for word in words]
    if split_outlet(text)[1] and plain[0] != "the":
        return False
    if plain[0] in _OPENERS or not _MASTHEAD & {plain[-1], plain[0], *plain[1:-1]}:
        return False
    if len(words) == 1 or plain[-1] not in _MASTHEAD and plain[0] not in ("the", "daily", "radio"):
        return False
    return all(word[0].isupper() or word.lower() in _JOINERS for word in words)


def is_agency(text: str) -> bool:
    """True for a news agency that other outlets print ("Reuters", "the Associated Press")."""
    return text.strip(" .,:;/()").lower() in AGENCIES


def split_outlet(text: str) -> tuple[str, str]:
    """Part a known outlet from the name before it: ("Ann Wharton", "Reuters"), or (text, "")."""
    words = text.split()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:])
        if len(words) >= size + 2 and tail.lower() in KNOWN and tail[0].isupper():
            return " ".join(words[:-size]), tail
    return text, ""


def is_section(text: str) -> bool:
    """True for the name of a part of a site ("World", "Opinion", "Latest news")."""
    return text.strip(" .,:;/|#").lower() in _SECTIONS
