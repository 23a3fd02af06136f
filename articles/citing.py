"""An article as a citation: a footnote, BibTeX, RIS or CSL JSON.

Dates are given as precisely as the article's is known and no further. Names stay as the byline has
them: which part of a name is the family's is not written there, so each is one literal name.
"""

import calendar
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.slugs import slug_of

MONTHS = calendar.month_name  # from 1; the archive sets no locale, so English
UNDATED = "n.d."
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# What LaTeX reads as a command (The LaTeX Companion, "Special characters").
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True)
class Citation:
    """What a citation tells of an article. `date` has one to three parts, or none."""

    number: int
    headline: str
    authors: tuple[str, ...]
    outlet: str
    date: tuple[int, ...]
    url: str
    language: str
    seen: date


def citation(article: Article, address: str, seen: date) -> Citation:
    """What is cited of an article.

    `address` is the archive's own, used where the outlet's is not known; `seen` the day on which
    it was looked up there.
    """
    found = _DATE.match(article.published)
    return Citation(
        number=article.pk,
        headline=" ".join(article.headline.split()),
        authors=tuple(article.byline),
        outlet=article.source.name if article.source else "",
        date=tuple(int(part) for part in found.groups() if part) if found else (),
        url=article.url or address,
        language=article.language,
        seen=seen,
    )


def footnote(cited: Citation) -> str:
    """One line, as The Chicago Manual of Style notes newspapers (17th ed., 14.191)."""
    authors = " and ".join(cited.authors)
    parts = [authors, f"“{_without_stop(cited.headline)},”", cited.outlet, _long_date(cited)]
    line = ", ".join(part for part in parts if part).replace(",”,", ",”")
    return f"{line}, {cited.url}."


def bibtex(cited: Citation) -> str:
    """A BibTeX entry: @article with the outlet as journal, as biblatex 3.20 takes newspapers."""
    fields = {
        "author": " and ".join(f"{{{name.translate(_LATEX)}}}" for name in cited.authors),
        "title": f"{{{cited.headline.translate(_LATEX)}}}",
        "journaltitle": cited.outlet.translate(_LATEX),
        "date": _iso(cited.date),
        "url": cited.url,
        "urldate": cited.seen.isoformat(),
        "langid": cited.language,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{{_key(cited)},\n{body}\n}}\n"


def ris(cited: Citation) -> str:
    """A record of the RIS format, type NEWS (Research Information Systems, 2011)."""
    lines = [("TY", "NEWS"), *(("AU", name) for name in cited.authors)]
    lines += [("TI", cited.headline), ("T2", cited.outlet), ("PY", str(*cited.date[:1]))]
    lines += [("DA", "/".join(f"{part:02}" for part in cited.date)), ("UR", cited.url)]
    lines += [("LA", cited.language), ("Y2", cited.seen.strftime("%Y/%m/%d"))]
    told = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*told, "ER  - ", ""])


def csl_json(cited: Citation) -> str:
    """A list of one item in CSL JSON, type article-newspaper (Citation Style Language 1.0.2)."""
    item = {
        "id": _key(cited),
        "type": "article-newspaper",
        "title": cited.headline,
        "author": [{"literal": name} for name in cited.authors],
        "container-title": cited.outlet,
        "issued": {"date-parts": [list(cited.date)]} if cited.date else {},
        "URL": cited.url,
        "accessed": {"date-parts": [[cited.seen.year, cited.seen.month, cited.seen.day]]},
        "language": cited.language,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Form:
    """A form of citation: what readers call it, media type, file ending, and what writes it."""

    title: str
    media_type: str
    ending: str
    write: Callable[[Citation], str]


FORMS = {
    "footnote": Form(_("Footnote"), "text/plain", "txt", footnote),
    "bibtex": Form("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": Form("RIS", "application/x-research-info-systems", "ris", ris),
    "csl": Form("CSL JSON", "application/vnd.citationstyles.csl+json", "json", csl_json),
}


def _long_date(cited: Citation) -> str:
    if not cited.date:
        return UNDATED
    year, *rest = cited.date
    month = [MONTHS[rest[0]]] if rest else []
    return " ".join([*(str(day) for day in rest[1:]), *month, str(year)])


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" for part in parts)


def _key(cited: Citation) -> str:
    """A key for the entry: outlet, year and the article's number in the archive."""
    year = str(cited.date[0]) if cited.date else "nd"
    return f"{slug_of(cited.outlet) or 'article'}-{year}-{cited.number}"


def _without_stop(headline: str) -> str:
    return headline.rstrip(".,") or "Untitled"


def _one_line(value: str) -> str:
    return " ".join(value.split())
