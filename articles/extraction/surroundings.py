"""What stands above and below a text: bylines, dates, outlet, standfirst, closing credits."""

import re
from dataclasses import dataclass, field

from articles.extraction.bylines import Byline, is_known_name, is_name, read_byline
from articles.extraction.datelines import find_dateline
from articles.extraction.dates import DateLine, is_clock, is_date_label, read_date_line
from articles.extraction.headings import is_prose
from articles.extraction.lines import Block
from articles.extraction.outlets import is_agency, is_outlet
from articles.formats.raw import Published

# Above the text stand at most this many lines, and at most two paragraphs of standfirst among them.
_FRONT_LINES = 14
_END_LINES = 12
_LONGEST_STANDFIRST, _FEWEST_WORDS = 450, 4
_SOURCE_LABEL = re.compile(r"(?:source|quelle|via|outlet|publication)s? ?: ?", re.IGNORECASE)
_CREDITS = re.compile(
    r"[(\[]?(?:(?:additional |further )?(?:reporting|writing|report|research)(?: and \w+)?|editing|"
    r"edited|written|"
    r"compiled|translated|translation|with (?:reporting|contributions?)|"
    r"redaktion) (?:and (?:writing|editing) )?"
    r"(?:contributed )?(?:by|from)\b.{2,400}?[)\]]?",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"(?P<who>[A-ZÀ-Þ].{2,120}?) (?:also )?contributed(?: (?:reporting|research))?"
    r"(?: (?:to|from|in) .{1,80}?)?\.?"
)
_REPORTING_BY = re.compile(
    r"(?i:reporting|writing)(?: and (?:writing|editing))? by (?P<who>.{2,200}?)"
    r"(?=[;)\]]|\.?$|\. |(?i:,? (?:additional|editing|writing)\b))",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:[–—/(\[-]{1,2} ?|©? ?)(?P<who>[^()\[\]]{2,60}?)[)\]/]?\.?$")
_CORRECTION = re.compile(r"(?:corrections?|clarification|korrektur|berichtigung)\b", re.IGNORECASE)
_END_MARK = re.compile(
    r"\A(?:[-–—*#(] ?){0,8}(?:end(?:s|e)?|30|###|끝)(?: ?[-–—*#)]){0,8}\Z", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]{4,}")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20}){1,7}")


@dataclass(slots=True)
class Surroundings:
    """What the lines around a text say, and which lines (`reasons`: index of block -> reason)."""

    names: list[str] = field(default_factory=list)
    source: str = ""
    published: Published | None = None
    updated: Published | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    standfirst: list[int] = field(default_factory=list)

    def take_dates(self, dated: DateLine | Byline) -> None:
        """Keep the first date of each kind."""
        self.published = self.published or dated.published
        self.updated = self.updated or dated.updated

    def take_source(self, name: str) -> None:
        """Keep the first outlet; one that prints an agency's text goes before the agency."""
        name = name.strip(" .,:;")
        if name and (not self.source or (is_agency(self.source) and not is_agency(name))):
            self.source = name

    def take_byline(self, byline: Byline) -> None:
        """Keep the names, each once, the outlet and the dates of a byline."""
        self.names += [name for name in byline.names if name not in self.names]
        self.take_source(byline.source)
        self.take_dates(byline)


def read_line(text: str, found: Surroundings) -> str:
    """Take a line that is a date, an outlet or a byline for certain into `found`.

    Returns its reason as in `Removed`, or "" where the line may be something else.
    """
    dated = read_date_line(text)
    if dated:
        found.take_dates(dated)
        return "date"
    label = _SOURCE_LABEL.match(text)
    named = (text[label.end() :] if label else text).strip(" /|")
    byline = read_byline(text)
    glued = byline and byline.names and byline.source
    if is_outlet(named) and not glued:
        found.take_source(named)
        return "source"
    whole = find_dateline(text)
    if whole and whole.end == len(text) and not is_known_name(whole.dateline.place):
        return "dateline"
    if byline and byline.certain:
        found.take_byline(byline)
        return "byline"
    return ""


def read_front(
    blocks: list[Block], order: list[int], images: set[int], found: Surroundings
) -> None:
    """Read the lines between headline and text into `found`.

    `order` gives the indices of the blocks below the headline that no other rule removed. Running
    text that stands above a byline, a date or an outlet is the standfirst, but right below an
    image's file name (`images`) it is the caption.
    """
    prose, names, last = _scan_front(blocks, order, found)
    for place in names:
        if _is_byline(blocks, order, place, names, found):
            last = max(last, place)
            _take_name(blocks[order[place]].text, order[place], found)
    above = [order[place] for place in prose if place < last]
    captions = [i for i in above if i - 1 in images]
    found.reasons.update(dict.fromkeys(captions, "caption"))
    above = [i for i in above if i not in captions]
    below = [i for i in order[last + 1 :] if i not in found.reasons]
    if above and sum(len(blocks[i].text) for i in above) < sum(len(blocks[i].text) for i in below):
        found.standfirst = above
    elif not above:
        found.standfirst = _standfirst_alone(blocks, below)


def _scan_front(
    blocks: list[Block], order: list[int], found: Surroundings
) -> tuple[list[int], list[int], int]:
    """Read the lines that say for certain what they are, up to the third paragraph of text.

    Returns places in `order`: of the text among them, of lone names, and of the last line read (-1
    for none). Nothing is read below the last running text: that is the end's.
    """
    prose: list[int] = []
    names: list[int] = []
    last, label = -1, ""
    backwards = range(len(order) - 1, -1, -1)
    ends = next((place for place in backwards if is_prose(blocks[order[place]].text)), 0)
    for place, i in enumerate(order[: min(ends, _FRONT_LINES)]):
        text = blocks[i].text
        reason = read_line(f"{label} {text}" if label else text, found)
        label = text if is_date_label(text) else ""
        dated = place and found.reasons.get(order[place - 1]) == "date"
        if label or (is_clock(text) and (dated or not prose)):
            reason = "date"
        if reason:
            found.reasons[i], last = reason, place
        elif is_name(text):
            names.append(place)
        elif find_dateline(text) or len(prose) == 2 or len(text) > _LONGEST_STANDFIRST:
            break
        elif len(text.split()) >= _FEWEST_WORDS:
            prose.append(place)
    return prose, names, last


def _take_name(text: str, index: int, found: Surroundings) -> None:
    byline = read_byline(text)
    doubled = byline is None or all(name in found.names for name in byline.names)
    found.reasons[index] = "doubled-byline" if doubled else "byline"
    if byline:
        found.take_byline(byline)


def _is_byline(
    blocks: list[Block], order: list[int], place: int, names: list[int], found: Surroundings
) -> bool:
    """True for a lone name that is printed twice, or beside a line that goes with a byline.

    A lone name right above the text counts too if it begins as names do and the text does not
    speak of its bearer.
    """
    text = blocks[order[place]].text
    twice = sum(blocks[order[other]].text.lower() == text.lower() for other in names) > 1
    around = [order[p] for p in (place - 1, place + 1) if 0 <= p < len(order)]
    beside = any(found.reasons.get(i) in ("byline", "source", "date") for i in around)
    if twice or (beside and (not found.names or is_known_name(text))):
        return True
    below = [blocks[i].text for i in order[place + 1 :]]
    opens = below and (find_dateline(below[0]) or is_prose(below[0]))
    family = text.strip(" .").split()[-1]
    spoken_of = any(family in other for other in below if is_prose(other))
    return bool(opens and is_known_name(text) and not spoken_of)


def _standfirst_alone(blocks: list[Block], below: list[int]) -> list[int]:
    """The first paragraph where the second opens the article anew, or nothing.

    It does where a dateline opens the second, or where the second tells much the same over again
    and introduces by full name the person whom the first introduced: within one text a second
    mention is shorter.
    """
    if len(below) < 3:
        return []
    first, second = blocks[below[0]].text, blocks[below[1]].text
    if len(first) > _LONGEST_STANDFIRST or not is_prose(second) or find_dateline(first):
        return []
    if find_dateline(second) and len(first.split()) >= 4:
        return [below[0]]
    told, again = _stems(first), _stems(second)
    if len(first.split()) < 8 or not told or len(told & again) < 0.4 * len(told):
        return []
    introduced = _introduced(first)
    return [below[0]] if introduced and introduced == _introduced(second) else []


def _introduced(text: str) -> str:
    """Last two words of the first name in full, titles before it left aside ("Jae Myung")."""
    match = _FULL_NAME.search(text)
    return " ".join(match[0].split()[-2:]) if match else ""


def _stems(text: str) -> set[str]:
    """Content words cut to five letters, so that mediate and mediator agree."""
    return {word.lower()[:5] for word in _WORDS.findall(text)}


def read_end(blocks: list[Block], order: list[int], found: Surroundings) -> None:
    """Read the lines below the text, from the last upwards, into `found`.

    Takes desk credits ("(Reporting by …; Editing by …)"), agency signatures ("— Reuters"), a
    byline, date or outlet on a line of its own, and end marks; stops at the first line that is
    none of these. A date below a correction is the correction's and stays.
    """
    corrected = any(_CORRECTION.match(blocks[i].text) for i in order[-6:])
    for i in reversed(order[-_END_LINES:]):
        text = blocks[i].text
        if i in found.reasons or i in found.standfirst or (corrected and read_date_line(text)):
            break
        reason = _read_closing(text, found)
        if not reason:
            break
        found.reasons[i] = reason


def _read_closing(text: str, found: Surroundings) -> str:
    if _END_MARK.fullmatch(text):
        return "navigation"
    if len(text) <= 450 and _CREDITS.fullmatch(text):
        _take_credits(text, found)
        return "byline"
    if len(text) > 200:
        return ""
    if text[0] in "–—-/([":
        signature = _SIGNATURE.match(text)
        who = signature["who"].strip() if signature else ""
        if is_outlet(who):
            found.take_source("" if is_agency(who) else who)
            return "source"
        if is_name(who) and not found.names:
            found.names.append(who)
            return "byline"
    contributed = _CONTRIBUTED.fullmatch(text)
    if contributed and read_byline("By " + contributed["who"]):
        return "byline"
    if is_agency(text):
        return "source"
    alone = Surroundings(names=found.names, source=found.source, published=found.published)
    reason = read_line(text, alone)
    if reason == "dateline":
        return ""
    found.names, found.source = alone.names, alone.source
    found.published, found.updated = alone.published, found.updated or alone.updated
    return reason


def _take_credits(text: str, found: Surroundings) -> None:
    """Where no byline stands above the text, those who reported it wrote it; editors did not."""
    match = _REPORTING_BY.search(text)
    if match and not found.names and not text.lower().lstrip("([").startswith("additional"):
        byline = read_byline("By " + match["who"].strip(" ."))
        if byline:
            found.names += byline.names
