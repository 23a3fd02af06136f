"""Kills and withdrawals: a notice that takes an article back, with a text of its own or none."""

from datetime import timedelta

from django.db.models import Q

from articles.formats.raw import TAKEN_BACK
from articles.importing import desk, metadata
from articles.importing.dates import columns as date_columns
from articles.importing.pipeline import Reading
from articles.models import Article, Source, keep_first

TAKEN = "Taken back by its outlet; its text is kept."
BEFORE = "It takes back an article that the archive does not have yet, and will hide it."
OLDER = "The outlet's version {} is older than the one here, {}: nothing was changed."
NEAR = timedelta(days=3)  # within which a slugline names one story


def takes_back(reading: Reading) -> bool:
    """True for a record whose status takes its article back."""
    return reading.raw.status in TAKEN_BACK


def is_older(reading: Reading, article: Article) -> bool:
    """True where the outlet numbers its versions and has numbered this reading lower."""
    given, known = reading.raw.version, article.outlet_version
    if not (given.isdecimal() and known.isdecimal()):
        return False
    return int(given) < int(known)


def is_newer(reading: Reading, article: Article) -> bool:
    """True where the outlet numbers its versions and has numbered this reading higher."""
    given, known = reading.raw.version, article.outlet_version
    return given.isdecimal() and known.isdecimal() and int(given) > int(known)


def article_meant(reading: Reading, source: Source | None) -> Article | None:
    """The article that a wire's notice without an id names by its slugline, if that is one alone:
    of the same outlet, within `NEAR` of the notice's date where both are known."""
    raw = reading.raw
    if raw.external_id or raw.url or not raw.slugline or source is None:
        return None
    slugline = desk.columns(raw)["slugline"].rstrip(" /-,")
    # The keyword line of IPTC 7901 ends with a stroke.
    same = Q(slugline__iexact=slugline) | Q(slugline__iexact=f"{slugline}/")
    named = Article.objects.filter(same, source=source)
    day = date_columns(reading.read.published)["published_on"]
    if day:
        named = named.filter(published_on__range=(day - NEAR, day + NEAR))
    found = list(named.select_related("raw", "source").defer("raw__data")[:2])
    return found[0] if len(found) == 1 else None


def apply(reading: Reading, article: Article, *, why: str = "") -> str | None:
    """Takes the article back as the notice says; returns the ledger's sentence, None where nothing
    changed. Its text stays, that of the notice becomes a note of the desk, and what a curator set
    is kept. `why` goes into the history."""
    told = desk.columns(reading.raw)
    fresh = {name: told[name] for name in ("status", "status_reason", "ednote") if told[name]}
    if reading.read.body:
        fresh.setdefault("ednote", reading.read.body)
    if reading.raw.version:
        fresh["outlet_version"] = metadata.columns(reading.raw)["outlet_version"]
    kept = [name for name in fresh if name in article.curated_fields]
    fresh = {
        name: value
        for name, value in fresh.items()
        if name not in kept and getattr(article, name) != value
    }
    if not fresh:
        return None
    keep_first(article)
    article._change_reason = why
    for name, value in fresh.items():
        setattr(article, name, value)
    article.save(update_fields=list(fresh))
    notes = [TAKEN] if "status" in fresh else []
    notes += [f"Kept as a curator set it: {', '.join(kept)}."] if kept else []
    return " ".join(notes)
