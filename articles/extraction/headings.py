"""Section headings among a body's paragraphs, told by their form and by what stands around."""

import re

_LONGEST, _MOST_WORDS = 100, 16
_CLOSED = re.compile(r"[.,;:…。！]$|[.?!]['”\"’)]{1,2}$")
_LIST_MARK = re.compile(r"(?:[-*•‣◦▪–—●■](?=\w)|[-*•‣◦▪–—●■]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][”\"’']? [A-ZÀ-Þ“\"]")
# A line of one sentence that begins like this goes on with the text before it.
_GOES_ON = re.compile(
    r"(?:But|And|So|Or|Yet|Because|He|She|They|It|I|We|You|There|Then|Not|Nor|Also|Aber|Und|Mais|"
    r"Et|Pero|Y)\b"
)
_SPEECH = re.compile(r"^(?:[“\"„«]|'').*[”\"“»']$")
_LABELLED = re.compile(r"^(?:Q|A|[A-Z][A-Z.'’ -]{2,30}): ")
_FINITE = re.compile(
    r"\b(?:said|says|told|added|asked|wrote|replied|according to|has been|have been|had been|was|"
    r"were)\b"
)
_SENTENCE_END = re.compile(r"[.!?:…。！？][”\"’')\]]*$")


def has_heading_form(text: str) -> bool:
    """True where a paragraph could be a heading by its form alone.

    Short, no closing stop (a question or exclamation mark may close it), not speech, no list item,
    no second sentence, and beginning as a heading does.
    """
    if not 2 <= len(text) <= _LONGEST:
        return False
    words = text.split()
    if len(words) > _MOST_WORDS:
        return False
    if not any(c.isalpha() for c in text) or _CLOSED.search(text) or _LIST_MARK.match(text):
        return False
    first = next(c for c in text if c.isalnum())
    if first.islower() or _SPEECH.match(text) or _LABELLED.match(text) or _INNER_STOP.search(text):
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return False
    if _GOES_ON.match(text) and (text[-1] in "?!" or len(words) > 5):
        return False
    return not (_FINITE.search(text) and len(words) > 10) and "http" not in text and "@" not in text


def is_prose(text: str) -> bool:
    """True for a paragraph of running text: a closed sentence, or too long for a heading."""
    if len(text) > _LONGEST:
        return True
    spaceless = text[-1:] in "。！？"
    return bool(_SENTENCE_END.search(text)) and (spaceless or len(text.split()) >= 4)


def find_headings(texts: list[str]) -> set[int]:
    """Indices of the paragraphs that head a section.

    One or two in a row, with running text after them. Three short lines in a row are a list, a
    table or verse; a short line at the end heads nothing.
    """
    found: set[int] = set()
    i = 0
    while i < len(texts):
        run = i
        while run < len(texts) and has_heading_form(texts[run]) and run - i < 3:
            run += 1
        if run == i:
            i += 1
            continue
        if run - i <= 2 and run < len(texts) and _is_headed(texts, i, run):
            found.update(range(i, run))
        while run < len(texts) and has_heading_form(texts[run]):
            run += 1
        i = run
    return found


def _is_headed(texts: list[str], first: int, after: int) -> bool:
    """True where longer running text follows, and nothing before leads on to a list."""
    follows = texts[after]
    if _LIST_MARK.match(follows):
        return first > 0 and texts[first - 1][-1:] not in ":;,"
    before = texts[first - 1] if first else ""
    return (
        is_prose(follows) and len(follows) > len(texts[after - 1]) and before[-1:] not in (":", ",")
    )
