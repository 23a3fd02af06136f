"""What an HTML page says of itself: JSON-LD (schema.org Article), Open Graph, meta and link tags.

The order of trust is that of the tables below: JSON-LD is written for machines by the newsroom's
own system, Open Graph for sharing, other meta tags by many hands.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from articles.formats.fields import read_date, read_names, sound
from articles.formats.raw import Published

# Field -> names of meta tags (name, property or itemprop), the most trusted first.
META = {
    "headline": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "standfirst": ("og:description", "description", "twitter:description", "dc.description"),
    "byline": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
               "dcterms.creator", "byl", "citation_author"),
    "source": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url", "parsely-link"),
    "language": ("og:locale", "language", "dc.language"),
    "published": ("article:published_time", "og:article:published_time", "article:published",
                  "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued",
                  "dcterms.created", "dc.date", "pubdate", "publishdate", "date",
                  "citation_publication_date"),
    "tags": ("article:tag", "news_keywords", "keywords", "parsely-tags"),
    "genre": ("article:section", "parsely-section", "genre", "dc.type"),
    "rights": ("copyright", "dc.rights", "dcterms.rights", "rights"),
}  # fmt: skip
# schema.org's Article and the kinds of it that newsrooms use.
ARTICLE_TYPES = frozenset(
    (
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "backgroundnewsarticle",
        "askpublicnewsarticle",
        "blogposting",
        "liveblogposting",
        "report",
        "satiricalarticle",
        "techarticle",
        "socialmediaposting",
    )
)
MAX_NODES = 500


@dataclass
class PageFields:
    """The fields of a page as far as it gives them; `headlines` are all forms that it prints."""

    headline: str = ""
    standfirst: str = ""
    byline: list[str] = field(default_factory=list)
    source: str = ""
    url: str = ""
    language: str = ""
    published: Published | None = None
    tags: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    genre: str = ""
    rights: str = ""
    version: str = ""
    ednote: str = ""
    tag_codes: dict[str, str] = field(default_factory=dict)


def read_metadata(tree, url: str) -> PageFields:
    """The fields that a page (an lxml tree) gives for itself; `url` is where it was fetched."""
    metas = _metas(tree)
    data = _json_ld(tree)
    given = {name: _first(metas, names) for name, names in META.items()}
    found = PageFields(headlines=_headlines(tree, data, given["headline"]))
    found.source = _name(data.get("publisher")) or given["source"]
    found.headline = _without_outlet(
        sound(data.get("headline")) or given["headline"] or next(iter(found.headlines), ""),
        found.source,
    )
    found.standfirst = sound(data.get("description")) or given["standfirst"]
    found.byline = _authors(data.get("author")) or _byline(metas, tree)
    found.url = _address(tree, given["url"] or sound(data.get("url")), url)
    language = sound(data.get("inLanguage")) or tree.get("lang") or given["language"]
    found.language = (
        language.replace("_", "-") if re.match(r"[a-zA-Z]{2,3}(?:$|[-_])", language) else ""
    )
    found.published = _published(tree, data, metas)
    found.tags = _tags(data.get("keywords"), metas)
    found.genre = _name(data.get("genre")) or _name(data.get("articleSection")) or given["genre"]
    found.rights = sound(data.get("copyrightNotice")) or given["rights"]
    found.version = sound(data.get("version"))
    found.ednote = _correction(data.get("correction"))
    found.tag_codes = _topics(data.get("about"))
    return found


def _correction(value: object) -> str:
    """What a page says that it corrected (schema.org: text, or a CorrectionComment)."""
    listed = value if isinstance(value, list) else [value]
    texts = [sound(each.get("text")) if isinstance(each, dict) else sound(each) for each in listed]
    return " ".join(text for text in texts if text)


def _topics(value: object) -> dict[str, str]:
    """IPTC Media Topics among the things that the article is about, by name."""
    codes = {}
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            address = f"{sound(each.get('@id'))} {_name(each.get('sameAs'))}"
            code = re.search(r"newscodes/mediatopic/(\d{8})(?!\d)", address)
            if code and _name(each):
                codes[_name(each)] = f"medtop:{code[1]}"
    return codes


def _metas(tree) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = sound(element.get("content"))
        if name and content:
            metas.setdefault(name.lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _json_ld(tree) -> dict:
    """The article among the page's JSON-LD objects, {} where there is none that can be read."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            text = re.sub(
                r"^\s*(?://)?<!\[CDATA\[|(?://)?\]\]>\s*$|^\s*<!--|-->\s*$", "", script.text
            )
            try:
                value = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            for node in _nodes(value):
                kinds = node.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(k, str) and k.lower() in ARTICLE_TYPES for k in kinds):
                    return node
    return {}


def _nodes(value: object) -> list[dict]:
    """Objects at the top, in lists, in "@graph" and under "mainEntity", breadth first."""
    queue, found = [value], []
    while queue and len(found) < MAX_NODES:
        value = queue.pop(0)
        if isinstance(value, list):
            queue.extend(value[:MAX_NODES])
        elif isinstance(value, dict):
            found.append(value)
            queue.extend(value[key] for key in ("@graph", "mainEntity") if key in value)
    return found


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return sound(value.get("name")) if isinstance(value, dict) else sound(value)


def _authors(value: object) -> list[str]:
    names = [_name(each) for each in (value if isinstance(value, list) else [value])]
    return _people(names)


def _people(texts: list[str]) -> list[str]:
    """Names of people in author fields; addresses of profiles are none."""
    names = [
        name
        for text in texts
        if text and not re.match(r"https?:|www\.|@|/", text)
        for name in read_names(text)
    ]
    return list(dict.fromkeys(names))


def _byline(metas: dict[str, list[str]], tree) -> list[str]:
    for name in META["byline"]:
        names = _people(metas.get(name, []))
        if names:
            return names
    marked = tree.xpath('//a[@rel="author"] | //*[@itemprop="author"]')[:4]
    return _people([sound(element.text_content()) for element in marked])


def _headlines(tree, data: dict, given: str) -> list[str]:
    """Every form of the headline: in JSON-LD, Open Graph, <h1> and <title>."""
    printed = [sound(each.text_content()) for each in list(tree.iter("h1"))[:3]]
    title = next((sound(each.text_content()) for each in tree.iter("title")), "")
    forms = [sound(data.get("headline")), given, *printed, title]
    return list(dict.fromkeys(form for form in forms if form))


def _without_outlet(headline: str, source: str) -> str:
    """The headline without the outlet's name that pages add behind a bar or dash."""
    head, mark, tail = headline.rpartition(" | ")
    if not mark:
        head, mark, tail = headline.rpartition(" - ")
    same = re.sub(r"\W", "", tail).lower() == re.sub(r"\W", "", source).lower()
    return head if mark and source and same else headline


def _address(tree, given: str, url: str) -> str:
    """The canonical address, absolute; one that leads to a site's front page is not believed."""
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    for address in [*links, given]:
        try:
            address = urljoin(url, (address or "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and (parts.path.strip("/") or parts.query):
            return sound(address)
    return sound(url)


def _published(tree, data: dict, metas: dict[str, list[str]]) -> Published | None:
    texts = [data.get("datePublished"), data.get("dateCreated")]
    texts += [text for name in META["published"] for text in metas.get(name, [])[:1]]
    texts += [
        element.get("datetime") or element.get("content")
        for element in tree.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]')[:2]
    ]
    times = tree.xpath("//article//time[@datetime]")[:1]
    texts += [element.get("datetime") for element in times]
    return next((date for date in map(read_date, texts) if date), None)


def _tags(keywords: object, metas: dict[str, list[str]]) -> list[str]:
    listed = keywords if isinstance(keywords, list) else [keywords]
    given = [sound(each) for each in listed if sound(each)]
    for name in META["tags"]:
        given = given or metas.get(name, [])
    # "type:story" and the like are a system's own labels.
    tags = [tag.strip() for each in given for tag in each.split(",") if ":" not in tag]
    return list(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 80))[:40]
