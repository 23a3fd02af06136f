"""Saved web pages (HTML Living Standard, XHTML 1.x): bytes -> one RawArticle.

trafilatura finds the article on the page; what it lets through of teasers, captions, sign-offs and
the doubled headline is taken out here.
"""

import logging
import re

import lxml.etree
import lxml.html
import trafilatura

from articles.extraction.bylines import read_byline
from articles.extraction.dates import read_date_line
from articles.formats.fields import check_body
from articles.formats.metadata import PageFields, read_metadata
from articles.formats.raw import RawArticle, Unreadable
from articles.formats.text import BYTE_ORDER_MARKS, decode
from articles.formats.trees import root_name

# A page that trafilatura reads within the time that one file may take.
MAX_BYTES = 8_000_000
MAX_ELEMENTS = 60_000

# What stands among paragraphs and is none of them: captions and lists of other articles.
_SIDE_MATTER = lxml.etree.XPath(
    "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
    " | //*[contains(concat(' ', @class, ' '), ' caption ')]"
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:-]{2,40})""", re.I
)
_RELATED = re.compile(
    r"(?:related|read (?:more|also|next)|see also|more on|more from|more ap|also read|watch|"
    r"don't miss|recommended|leia (?:mais|também)|lee también|lire aussi|mehr zum thema|"
    r"lesen sie auch|baca juga)\b[^.!?:]{0,40}:",
    re.I,
)
_SIGN_OFF = re.compile(
    r"(?:(?:the )?associated press|ap|reuters|afp|bloomberg)(?: \w{1,30}){0,3} "
    r"(?:writers?|reporters?)\b"
    r"|(?:\w{1,30} ){1,4}(?:contributed to|reported from)\b|follow (?:us|@|\w{1,30} on )"
    r"|(?:you can )?(?:sign up|subscribe)\b|copyright\b|©|tell us what you think|filed under\b"
    r"|click here (?:for|to)\b|tempo de leitura|reading time",
    re.I,
)
_COMMENTS = re.compile(r"(?:\d{1,7} )?comments?(?: \(\d{1,7}\))?|leave a (?:reply|comment)", re.I)
_RULE = re.compile(r"[_*=~—–-]{3,}|[*•·](?: ?[*•·]){2,}")
_OPENING = 6
_FEW_CHARACTERS = 500
_CLOSING = 5

# trafilatura logs each page that it finds nothing on; the verdict says so already.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def accepts(data: bytes) -> bool:
    """True where the first element is <html>, or a page's element without one."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = ("html", "head", "body", "title", "meta", "article", "div", "p", "h1")
    return head.startswith(b"<!doctype html") or root_name(data).lower() in page


def read(data: bytes, path: str) -> list[RawArticle]:
    """Read a saved page as one structured article. Raises Unreadable as `read_page` does."""
    article = read_page(data, "")
    article.path = path
    return [article]


def read_page(html: bytes, url: str) -> RawArticle:
    """The article on a page; `body` is its text alone, `url` where the page was fetched, or "".

    Raises Unreadable: too-large, empty, binary, encoding, invalid, and no-article where the page
    holds no running text.
    """
    text, encoding = _decode(html)
    tree = _parse(text)
    found = read_metadata(tree, url)
    paragraphs = _clean(_extract(tree), found)
    if not paragraphs:
        raise Unreadable(
            "no-article", "The page holds no running text. Check that it is an article's own page."
        )
    body = "\n\n".join(text for _, text in paragraphs)
    return RawArticle(
        body=check_body(body, "the page"),
        structured=True,
        headline=found.headline,
        standfirst=_standfirst(found, body),
        byline=found.byline,
        source=found.source,
        url=found.url,
        language=found.language,
        published=found.published,
        headings=[text for kind, text in paragraphs if kind == "head"],
        tags=list(dict.fromkeys([*found.tags, *found.tag_codes])),
        tag_codes=found.tag_codes,
        genre=found.genre,
        rights=found.rights,
        version=found.version,
        ednote=found.ednote,
        encoding=encoding,
        data=html,
    )


def _decode(data: bytes) -> tuple[str, str]:
    """The page's text and its encoding: a mark's, the declared one where it fits, or as found."""
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large", f"The page has {len(data):,} bytes, at most {MAX_BYTES:,}.")
    declared = _CHARSET.search(data[:4096])
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    if declared and not marked and b"\x00" not in data[:4]:
        name = declared[1].decode("ascii").lower()
        # Browsers read what is declared Latin-1 as windows-1252 (WHATWG Encoding).
        name = "windows-1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
        if not name.startswith("utf"):
            try:
                return data.decode(name), name
            except (UnicodeError, LookupError):
                pass  # declared wrongly: the bytes themselves tell
    return decode(data)


def _parse(text: str):
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]{0,300}>", "", text).replace("\x00", "")
    try:
        tree = lxml.html.document_fromstring(text, parser=_parser())
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable("no-article", "The page holds no elements to read.") from error
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        raise Unreadable("too-large", f"The page has more than {MAX_ELEMENTS:,} elements.")
    return tree


def _parser() -> lxml.html.HTMLParser:
    """Without comments and instructions: frameworks put them into the middle of sentences."""
    return lxml.html.HTMLParser(remove_comments=True, remove_pis=True, default_doctype=False)


def _extract(tree) -> list[tuple[str, str]]:
    """Kind ("p", "head", "item", "quote") and text of each paragraph that trafilatura finds."""
    for element in _SIDE_MATTER(tree):
        if len(element.text_content()) < 600 and element.getparent() is not None:
            element.drop_tree()
    # The quick way takes half the time; where it finds little, other extractors are compared.
    for quick in (True, False):
        try:
            document = trafilatura.bare_extraction(
                tree,
                fast=quick,
                favor_precision=True,
                include_comments=False,
                include_tables=False,
                with_metadata=False,
            )
        except Exception as error:  # a library's fault on a strange page is a verdict on the page
            raise Unreadable("failed", "The page's text could not be extracted.") from error
        found = document.body if document is not None else None
        pairs = [] if found is None else [pair for each in found for pair in _paragraphs(each)]
        if sum(len(text) for _, text in pairs) >= _FEW_CHARACTERS:
            break
    return pairs


def _paragraphs(element) -> list[tuple[str, str]]:
    if element.tag in ("list", "table", "quote") and len(element):
        pairs = [("item", element.text or "")]
        pairs += [("item", "".join(child.itertext())) for child in element]
        pairs += [("item", child.tail or "") for child in element]
    else:
        pairs = [(element.tag, "".join(element.itertext()))]
    pairs.append(("p", element.tail or ""))
    folded = [(kind, " ".join(text.split())) for kind, text in pairs]
    return [(kind, text) for kind, text in folded if text]


def _clean(paragraphs: list[tuple[str, str]], found: PageFields) -> list[tuple[str, str]]:
    """The paragraphs without what is not the article's text."""
    doubled = {_fold(text) for text in [*found.headlines, found.headline]}
    kept: list[tuple[str, str]] = []
    listing = False
    for i, (kind, text) in enumerate(paragraphs):
        listing = listing and kind == "item"
        if _RELATED.match(text) and len(text) < 200:
            listing = True
        opening = i < _OPENING and (_fold(text) in doubled or _is_meta_line(text))
        if not (listing or opening):
            kept.append((kind, text))
    return _cut_end(kept)


def _cut_end(kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut sign-offs, invitations and heads of comments off the end, and headings over nothing."""
    for i in range(max(1, len(kept) - _CLOSING), len(kept)):
        if _COMMENTS.fullmatch(kept[i][1]):
            kept = kept[:i]
            break
    while len(kept) > 1:
        kind, text = kept[-1]
        if not (kind == "head" or _RULE.fullmatch(text) or _SIGN_OFF.match(text)):
            break
        kept = kept[:-1]
    return kept


def _is_meta_line(text: str) -> bool:
    """True for a line of date or byline."""
    if len(text) > 160:
        return False
    byline = read_byline(text)
    return read_date_line(text) is not None or (byline is not None and byline.certain)


def _standfirst(found: PageFields, body: str) -> str:
    """The page's summary where it is one: not the cut-off opening of the text, not the headline."""
    text = found.standfirst
    opening = _fold(text.rstrip(" .…[]"))[:120]
    if len(opening) < 20 or opening in _fold(body[:4000]) or _fold(text) == _fold(found.headline):
        return ""
    return text


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
