"""Bylines: who wrote an article, read off the lines around its text."""

import re
from dataclasses import dataclass, field

from articles.extraction.dates import MONTHS, WEEKDAYS, Published, read_date_line
from articles.extraction.names import FAMILY_NAMES, FIRST_NAMES, read_list
from articles.extraction.outlets import KNOWN, is_agency, is_outlet, is_section, split_outlet

_LEAD = re.compile(
    r"(?:(?:written|reported|story|words|text|report|analysis|edited and written|article|"
    r"posted) by|by"
    r"|byline:?(?: by)?|authors?:|reporter:|writer:|von|par|por|di|autor(?:in)?:|auteur:)[ :]+",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'‘.-]{0,24}")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}")
_CJK_NAME = re.compile(r"[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")
_LISTS = read_list("bylines.txt")
_PARTICLES = _LISTS["particles"]
# Month names that are given names too may stand in a byline.
_NOT_NAMES = _LISTS["no_names"] | (MONTHS.keys() - FIRST_NAMES) | WEEKDAYS
_ROLE = re.compile(
    r"(?:(?:our|a|an|the|ap|afp|reuters|upi|cnn|bbc|chief|senior|junior|deputy|assistant|associate|special|staff|foreign|"
    r"political|science|"
    r"business|sports?|education|health|economics?|environment|diplomatic|defen[cs]e|city|crime|"
    r"court|"
    r"transport|technology|national|international|local|metro|night|news|world|europe|asia|africa|"
    r"culture|"
    r"arts|contributing|freelance|white house|washington|online|digital|data|legal|home affairs|"
    r"investigations?|managing|features?|web|guest|bureau|general) ){0,4}"
    r"(?:reporters?|writers?|correspondents?|editors?|columnists?|contributors?|journalists?|"
    r"bureau chief|"
    r"staff(?: reports?)?|newsroom|wire services?|news desk|desk|bureau|redaktion|agencies|"
    r"news service|team|"
    r"redakteur(?:in)?|korrespondent(?:in)?)",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"^(?:special|exclusive) (?:to|for) (?=(?:the )?[A-Z])", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?P<tail>[A-Z][\w ]{4,40})$")
_KOREAN_ROLE = re.compile(r"(?<=[가-힣]) ?(?:기자|특파원|논설위원|인턴기자)$")
_SPLIT_NAMES = re.compile(r" ?[,;/&] ?(?:and )?| (?:and|und|et|y|e|with|en) ")
_SPLIT_PARTS = re.compile(r" ?[|·•] ?| [–—-] |(?<=[^ ])\t")
_ADDRESS = re.compile(r"\(?(?:[\w.+-]{1,40}@[\w.-]{3,40}|@\w{2,30})\)?")
_PLACE = re.compile(r" in [A-ZÀ-Þ][\w.'’-]{1,24}(?:[ ,]{1,2}[A-ZÀ-Þ][\w.'’-]{1,24}){0,3}$")
_READING_TIME = re.compile(
    r"(?:reading time:? ?)?\d{1,2}[ -]?min(?:ute)?s?(?: (?:read|to read))?", re.IGNORECASE
)
# Words of sentences that stand in no name, role, outlet or date.
_SENTENCE_WORDS = _LISTS["sentences"].difference(_PARTICLES, *(name.split() for name in KNOWN))
_LONGEST = 200


@dataclass(slots=True)
class Byline:
    """What a byline says; `certain` where it shows that it is one ("By …", a role, an outlet)."""

    names: list[str] = field(default_factory=list)
    source: str = ""
    published: Published | None = None
    updated: Published | None = None
    certain: bool = False


def is_name(text: str) -> bool:
    """True where a text has the shape of one person's full name, or of a Korean or Chinese one."""
    text = text.strip(" .,")
    if _CJK_NAME.fullmatch(text):
        return True
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or is_outlet(text) or _ROLE.fullmatch(text):
        return False
    if is_section(text) or any(len(word) > 2 and is_agency(word) for word in words):
        return False
    if words[0].lower().strip(".") in _NOT_NAMES or words[-1].lower() in _PARTICLES:
        return False
    if _ABBREVIATION.fullmatch(words[0]) and not text.isupper():
        # "SPA Kellsand" is an agency's desk, "KIM Min-su" a person with the family name in
        # capitals.
        return words[0].lower() in FAMILY_NAMES
    full = 0
    for word in words:
        if word.lower() in _PARTICLES and word != words[0]:
            continue
        if not _NAME_WORD.fullmatch(word) or word.lower() in _NOT_NAMES:
            return False
        full += len(word.strip(".")) > 1
    return full >= 1


def is_known_name(text: str) -> bool:
    """True for a full name whose first word is a given name, or a family name that stands first."""
    words = text.replace("-", " ").lower().split()
    return is_name(text) and (words[0] in FIRST_NAMES or words[0] in FAMILY_NAMES)


def clean_name(text: str) -> str:
    """A name without marks around it; capitals throughout ("JANE O'DOE") as a name is written."""
    text = text.strip(" .,;:|*–—-\u200b")
    words = text.split()
    if (
        len(text) > 3
        and text.upper() == text
        and text.lower() != text
        and any(len(w) > 3 for w in words)
    ):
        words = [_recase(word, i) for i, word in enumerate(words)]
    return " ".join(words)


def read_byline(text: str) -> Byline | None:
    """The byline that a line is, or None where it says anything that a byline does not.

    Takes "By A and B", "JANE DOE, Staff Reporter", "Name, Outlet", "Name | 3 March 2025 | 4 min
    read", and a name alone, which is not `certain`.
    """
    if len(text) > _LONGEST or not _SENTENCE_WORDS.isdisjoint(text.split()):
        return None
    parts = [part for part in _SPLIT_PARTS.split(text.strip(" |·•–—-")) if part]
    byline = Byline(certain=len(parts) > 1)
    for part in parts:
        if not _read_part(part.strip(" ,"), byline):
            return None
    told = byline.names or byline.source or byline.certain
    return byline if told and (byline.names or _LEAD.match(text) or _ROLE.search(text)) else None


def _read_part(part: str, byline: Byline) -> bool:
    """Take one part of a byline line (between bars) into `byline`; False where it is none."""
    dated = read_date_line(part)
    if dated:
        byline.published = byline.published or dated.published
        byline.updated = byline.updated or dated.updated
        return True
    if _READING_TIME.fullmatch(part):
        return True
    lead = _LEAD.match(part)
    rest = part[lead.end() :] if lead else part
    byline.certain = byline.certain or lead is not None
    rest, addresses = _ADDRESS.subn("", rest)
    rest, titles = _KOREAN_ROLE.subn("", rest.strip())
    addresses += titles
    byline.certain = byline.certain or addresses > 0
    rest = _GLUED.sub(_unglue, _SPECIAL.sub("", rest))
    rest = _part_outlet(rest)
    rest, dates = _cut_date(rest.strip(" ,()"), byline)
    rest = _article_cut(rest)
    if is_outlet(rest) and not _ROLE.fullmatch(rest):
        byline.source = byline.source or rest
        return True
    rest = re.sub(r"(?i)[ ,]+(?:for|of|at|from) (?=(?:the )?[A-Z])", ", ", rest) if lead else rest
    rest = _PLACE.sub("", rest) if lead else rest
    told = _read_names(rest, bool(lead))
    if told is None:
        return False
    byline.certain = byline.certain or told.certain or dates
    byline.names += [name for name in told.names if name not in byline.names]
    byline.source = byline.source or told.source
    return bool(told.names or told.certain or (lead and addresses))


def _read_names(text: str, led: bool) -> Byline | None:
    """Names, outlets and roles parted by commas or "and"; None where a piece is none of them.

    `led`: the line opens with "By", and a place may follow a name ("Ann Wharton in Harbour Town").
    """
    told = Byline()
    for piece in _SPLIT_NAMES.split(text):
        piece = piece.strip(" ,()")
        piece = _article_cut(_PLACE.sub("", piece) if led else piece)
        if not piece:
            continue
        agency = re.sub(r" (?:Staff|Reporters?|Newsroom)$", "", piece)
        if is_outlet(agency) and (agency != piece or not _ROLE.fullmatch(piece)):
            told.source, told.certain = told.source or agency, True
        elif _ROLE.fullmatch(piece):
            told.certain = True
        elif is_name(piece):
            told.names.append(clean_name(piece))
        else:
            return None
    return told


def _part_outlet(text: str) -> str:
    """Put a comma between a name and the outlet right behind it ("Ann Wharton Florida Today")."""
    name, outlet = split_outlet(text)
    words = text.split()
    if not outlet and len(words) >= 4 and is_known_name(" ".join(words[:2])):
        name, outlet = " ".join(words[:2]), " ".join(words[2:])
    return f"{name}, {outlet}" if is_outlet(outlet) and is_name(name) else text


def _unglue(match: re.Match) -> str:
    """Put a comma where a role or an outlet is glued to the name ("Ann WhartonStaff Writer")."""
    tail = match["tail"]
    return f", {tail}" if _ROLE.fullmatch(tail) or is_outlet(tail) else match[0]


def _article_cut(text: str) -> str:
    """The outlet's name without a small "the"; "The" with a capital is part of the name."""
    return text[4:] if text.startswith("the ") and is_outlet(text[4:]) else text


def _cut_date(text: str, byline: Byline) -> tuple[str, bool]:
    """Cut a date off the end of "By Jane Doe, January 8, 2026"."""
    if not any(c.isdigit() for c in text):
        return text, False
    for match in re.finditer(r"[ ,(]+(?=\S)", text[:120]):
        dated = read_date_line(text[match.end() :])
        if dated and match.start():
            byline.published = byline.published or dated.published
            byline.updated = byline.updated or dated.updated
            return text[: match.start()], True
    return text, False


def _recase(word: str, index: int) -> str:
    if index and word.lower() in _PARTICLES:
        return word.lower()
    word = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
    word = re.sub(r"\bMc([a-z])", lambda m: "Mc" + m[1].upper(), word)
    return re.sub(r"(['’])S$", r"\1s", word)
