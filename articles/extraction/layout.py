"""A page's text laid open: headline, standfirst, body, byline, dates, and what was taken out."""

import re
from dataclasses import dataclass, field

from articles.extraction.captions import read_caption
from articles.extraction.cleanup import (
    is_comment_policy,
    junk_reason,
    opens_comments,
    opens_related,
)
from articles.extraction.datelines import FoundDateline, find_dateline
from articles.extraction.dates import (
    date_in_url,
    from_printed,
    infer_year,
    opens_with_date_label,
    read_date_line,
)
from articles.extraction.headings import find_headings, has_heading_form, is_prose
from articles.extraction.lines import Block, fold, raw_offset, split_blocks
from articles.extraction.outlets import is_outlet, is_section
from articles.extraction.reading import Paragraph, Removed
from articles.extraction.surroundings import Surroundings, read_end, read_front, read_line
from articles.formats.raw import Dateline, Published, RawArticle

_LONGEST_HEADLINE = 220
# A first line that closes with a full stop is a headline only if it is no longer than this.
_LONGEST_SENTENCE = 140
_KICKER_WORDS = 3
_URL = re.compile(r"https?://\S{4,500}")
_SUFFIX = re.compile(r" (?:[|·»]|[–—-]{1,2}|::) ")
_SENTENCE_STOP = re.compile(r"[a-zà-ÿ0-9”’)]{2}[.] ")
_RESUMES = re.compile(
    r"(?:He|She|They|It|But|And|However|Meanwhile|This|That|These|The (?:company|minister|police|"
    r"council|"
    r"government|ministry|mayor|president|court|statement|report|move|decision)|“|\"|‘|„|«)\b|"
    r"[“\"„«]"
)
_SAID = re.compile(r"\b(?:said|told|says|added)\b")


@dataclass(slots=True)
class Layout:
    """An article's parts. `paragraphs` index `body` and the raw text; `removed` is in raw order."""

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    byline: list[str] = field(default_factory=list)
    dateline: Dateline | None = None
    source: str = ""
    published: Published = field(default_factory=Published)
    paragraphs: list[Paragraph] = field(default_factory=list)
    photo_credits: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    raw: str
    blocks: list[Block]
    reasons: dict[int, str] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    headline: int | None = None
    suffix: int = 0

    def left(self) -> list[int]:
        """Indices of the blocks that are neither removed nor the headline, in order."""
        return [i for i in range(len(self.blocks)) if i not in self.reasons and i != self.headline]

    def remove(self, start: int, end: int, reason: str) -> None:
        """Note raw[start:end] as taken out."""
        self.layout.removed.append(Removed(start, end, self.raw[start:end], reason))


def read_layout(raw: str, url: str = "") -> Layout:
    """Lay open a whole page saved as text; `url` gives a date where the page names none.

    Every character that shows anything ends in the headline, the standfirst, the body or `removed`.
    A page without running text gives a Layout with an empty body.
    """
    page = _Page(raw, split_blocks(raw))
    _mark_junk(page)
    _cut_comments(page)
    _cut_related(page)
    found = Surroundings()
    _find_headline(page, found)
    _mark_doubled(page)
    images = {i for i, reason in page.reasons.items() if reason == "image-file"}
    read_front(page.blocks, page.left(), images, found)
    read_end(page.blocks, page.left(), found)
    page.reasons.update(found.reasons)
    _mark_repeated(page, found)
    _assemble(page, found.standfirst)
    layout = page.layout
    layout.byline, layout.source = found.names, found.source
    dateline = _cut_dateline(page)
    layout.published = _choose_date(found, dateline, url)
    _remove_marked(page)
    return layout


def read_structured(raw: RawArticle) -> Layout:
    """Lay open an article whose other fields its format gave.

    Junk lines, captions, the repeated headline or standfirst and the dateline are taken out of the
    body. Headings are those that the format gave, and are looked for where it gave none.
    """
    page = _Page(raw.body, split_blocks(raw.body))
    page.layout.headline = fold(raw.headline)
    _mark_junk(page)
    _mark_doubled(page)
    first = next(iter(page.left()), None)
    if first is not None and page.blocks[first].text == fold(raw.standfirst):
        page.reasons[first] = "doubled-headline"
    _assemble(page, [], {fold(text) for text in raw.headings} or None)
    dateline = _cut_dateline(page)
    page.layout.published = _choose_date(Surroundings(), dateline, raw.url)
    _remove_marked(page)
    return page.layout


def _mark_junk(page: _Page) -> None:
    for i, block in enumerate(page.blocks):
        reason = junk_reason(block.text)
        caption = None if reason else read_caption(block.text)
        if caption:
            reason, credit = caption
            if credit and credit not in page.layout.photo_credits:
                page.layout.photo_credits.append(credit)
        if reason:
            page.reasons[i] = reason
    for i in reversed(range(len(page.blocks))):
        if i in page.reasons:
            continue
        if not is_comment_policy(page.blocks[i].text):
            break
        page.reasons[i] = "comment-form"


def _cut_comments(page: _Page) -> None:
    """Take out all that follows the head of a comment form, once an article stands above it."""
    prose = 0
    for i, block in enumerate(page.blocks):
        if opens_comments(block.text) and prose >= 2:
            for after in range(i, len(page.blocks)):
                page.reasons.setdefault(after, "comment-form")
            return
        if prose < 2:
            prose += i not in page.reasons and is_prose(block.text)


def _cut_related(page: _Page) -> None:
    """Take out the teasers below "Related articles".

    At the end of a page that is all that follows, if it is short beside the article and nothing in
    it speaks on in the article's voice; elsewhere the titles alone, up to the next running text.
    """
    above = 0
    for i, block in enumerate(page.blocks):
        if opens_related(block.text) and above:
            rest = [k for k in range(i + 1, len(page.blocks)) if k not in page.reasons]
            texts = [page.blocks[k].text for k in rest]
            if _are_teasers(texts, above):
                page.reasons.update(dict.fromkeys(rest, "related"))
                return
            for k in rest[:8]:
                if is_prose(page.blocks[k].text):
                    break
                page.reasons[k] = "related"
        elif i not in page.reasons:
            above += len(block.text)


def _are_teasers(texts: list[str], above: int) -> bool:
    titles = sum(not is_prose(text) for text in texts)
    if titles < 0.7 * len(texts) and (len(texts) > 12 or sum(map(len, texts)) > above / 2):
        return False
    return not any(
        len(text) > 300
        or _RESUMES.match(text)
        or (_SAID.search(text) and '"' in text.replace("”", '"'))
        for text in texts
    )


def _find_headline(page: _Page, found: Surroundings) -> None:
    """The first line that can head an article; what stands above it is read or removed."""
    order = page.left()
    for place, i in enumerate(order[:8]):
        text, rest = page.blocks[i].text, order[place + 1 :]
        after = page.blocks[rest[0]].text if rest else ""
        if is_section(text) or _URL.fullmatch(text):
            page.reasons[i] = "navigation"
            continue
        reason = read_line(text, found) if rest else ""
        if reason and reason != "dateline":
            page.reasons[i] = reason
            continue
        if _is_kicker(text, after):
            page.reasons[i] = "navigation"
            continue
        if _heads(text, bool(rest)):
            page.headline = i
            _split_title(page, i, found)
        return


def _is_kicker(text: str, after: str) -> bool:
    """True for a word or two above the headline ("Harbour Town"), told by the headline below.

    A headline of three words or fewer with running text below it is no kicker.
    """
    short = len(text.split()) <= _KICKER_WORDS and len(text) <= 30
    return short and has_heading_form(after) and len(after.split()) >= _KICKER_WORDS + 2


def _heads(text: str, followed: bool) -> bool:
    """True for a first line that is short, one sentence at most, and opens with no dateline."""
    if not followed or len(text) > _LONGEST_HEADLINE or find_dateline(text):
        return False
    if text.endswith(".") and len(text) > _LONGEST_SENTENCE:
        return False
    if has_heading_form(text):
        return True
    return not _SENTENCE_STOP.search(text) or len(text) <= 120


def _split_title(page: _Page, i: int, found: Surroundings) -> None:
    """Cut the outlet off a page title ("Council approves budget | The Daily Example")."""
    block = page.blocks[i]
    text = block.text
    end = len(text)
    for match in reversed(list(_SUFFIX.finditer(text))):
        tail = text[match.end() : end]
        if not (
            is_outlet(tail) or is_section(tail) or _is_repeated(page, i, text[: match.start()])
        ):
            break
        if not is_section(tail):
            found.take_source(tail)
        end = match.start()
    page.layout.headline = text[:end]
    if end < len(text):
        start = raw_offset(page.raw, block.start, block.end, end)
        page.remove(start, block.end, "source")


def _is_repeated(page: _Page, i: int, title: str) -> bool:
    """True where one of the next lines is the title alone: the rest is the site's name."""
    return any(_same(page.blocks[k].text, title) for k in page.left()[:6] if k != i)


def _same(one: str, other: str) -> bool:
    return (
        re.sub(r"\W+", " ", one).strip().casefold() == re.sub(r"\W+", " ", other).strip().casefold()
    )


def _mark_doubled(page: _Page) -> None:
    headline = page.layout.headline
    if len(headline.split()) < 3 and len(headline) < 12:
        return
    for i in page.left():
        if len(page.blocks[i].text) <= len(headline) + 20 and _same(page.blocks[i].text, headline):
            page.reasons[i] = "doubled-headline"


def _mark_repeated(page: _Page, found: Surroundings) -> None:
    """Take out, wherever they stand, a byline's name once more and dates that say what they are."""
    names = {name.casefold() for name in found.names}
    for i in page.left():
        text = page.blocks[i].text
        if i in found.standfirst:
            continue
        if text.casefold() in names:
            page.reasons[i] = "doubled-byline"
        elif opens_with_date_label(text):
            dated = read_date_line(text)
            if dated:
                found.take_dates(dated)
                page.reasons[i] = "date"


def _assemble(page: _Page, standfirst: list[int], given: set[str] | None = None) -> None:
    """Join what is left to body and standfirst, and find the headings."""
    layout, blocks = page.layout, page.blocks
    layout.standfirst = "\n\n".join(blocks[i].text for i in standfirst)
    order = [i for i in page.left() if i not in standfirst]
    texts = [blocks[i].text for i in order]
    if given is None:
        headings = find_headings(texts)
    else:
        headings = {k for k, text in enumerate(texts) if text in given}
    pos = 0
    for k, i in enumerate(order):
        end = pos + len(texts[k])
        layout.paragraphs.append(Paragraph(pos, end, blocks[i].start, blocks[i].end, k in headings))
        pos = end + 2
    layout.body = "\n\n".join(texts)


def _cut_dateline(page: _Page) -> FoundDateline | None:
    """Cut the dateline off the first paragraph of running text, and move all spans behind it."""
    layout = page.layout
    for i in page.reasons:
        if page.reasons[i] == "dateline":
            found = find_dateline(page.blocks[i].text)
            layout.dateline = found.dateline
            return found
    first = _opening(layout)
    found = find_dateline(layout.body[first.start : first.end]) if first else None
    if not found or found.end >= first.end - first.start:
        return None
    layout.dateline = found.dateline
    begin = raw_offset(page.raw, first.raw_start, first.raw_end, found.end)
    page.remove(first.raw_start, begin, "dateline")
    cut = found.end
    layout.body = layout.body[: first.start] + layout.body[first.start + cut :]
    moved = []
    for p in layout.paragraphs:
        if p is first:
            moved.append(Paragraph(p.start, p.end - cut, begin, p.raw_end, p.heading))
        elif p.start > first.start:
            moved.append(Paragraph(p.start - cut, p.end - cut, p.raw_start, p.raw_end, p.heading))
        else:
            moved.append(p)
    layout.paragraphs = moved
    return found


def _opening(layout: Layout) -> Paragraph | None:
    """The first paragraph of running text, or the first of all if none of the top three is."""
    texts = [(p, layout.body[p.start : p.end]) for p in layout.paragraphs if not p.heading][:3]
    running = [p for p, text in texts if is_prose(text)]
    return (running or [p for p, _ in texts] or [None])[0]


def _choose_date(found: Surroundings, dateline: FoundDateline | None, url: str) -> Published:
    """The publication date: a line that says it, the dateline, a line "Updated", or the URL.

    A dateline without a year takes it from a full date at most a month away. "Updated" alone is a
    doubtful publication date.
    """
    in_url = date_in_url(url) if url else None
    if found.published:
        return found.published
    if dateline and dateline.date:
        if dateline.date.year:
            return from_printed(dateline.date, "dateline")
        near = infer_year(dateline.date, found.updated or in_url, "dateline")
        if near:
            return near
    if found.updated:
        late = found.updated
        return Published(late.value, late.precision, late.origin, True)
    return in_url or Published()


def _remove_marked(page: _Page) -> None:
    for i, reason in page.reasons.items():
        page.remove(page.blocks[i].start, page.blocks[i].end, reason)
    page.layout.removed.sort(key=lambda removed: removed.start)
