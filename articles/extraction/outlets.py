"""Names of news outlets and agencies, told by the words that mastheads are made of."""

import re

AGENCIES = frozenset(
    "reuters|thomson reuters|ap|the associated press|associated press|afp|agence france-presse|upi|"
    "united press international|dpa|yonhap|yonhap news|yonhap news agency|xinhua|kyodo|kyodo news|efe|"
    "ansa|tass|pa|pa media|press association|bernama|antara|pti|ani|ians|aap|the canadian press|bloomberg|"
    "dow jones|jiji press|apa|ats|belga|anp|tt|ntb|ritzau|lusa|pap|mti|sputnik|anadolu agency|aa".split("|")
)
_KNOWN = AGENCIES | frozenset(
    "bbc|bbc news|cnn|npr|pbs|abc news|nbc news|cbs news|fox news|sky news|al jazeera|deutsche welle|dw|"
    "france 24|rfi|euronews|le monde|le figaro|libération|el país|el mundo|la repubblica|"
    "corriere della sera|der spiegel|die zeit|die welt|politico|axios|vox|huffpost|time|newsweek|"
    "the economist|the atlantic|the hill|forbes|nhk|kbs|mbc|sbs|rte|rté|ard|zdf|orf|srf".split("|")
)
_MASTHEAD = frozenset(
    "herald times post news tribune gazette journal guardian observer chronicle star telegraph mail mirror "
    "express standard independent courier register dispatch bulletin examiner globe press today daily "
    "weekly reporter review sentinel record echo argus mercury advertiser inquirer monitor ledger leader "
    "voice wire magazine broadcasting radio television sun citizen nation advocate banner beacon "
    "constitution democrat enterprise republican statesman transcript digest insider zeitung allgemeine "
    "anzeiger tageblatt nachrichten rundschau kurier presse diario gaceta periódico giornale gazzetta "
    "dagblad tidende aftonbladet".split()
)
# Mastheads' words that alone, or behind such a word, name a part of a site and not an outlet.
_SECTION_OPENERS = frozenset(
    "world local national international business sports sport breaking latest top more related other "
    "all our your in live full video watch health science technology political politics".split()
)
_GENERIC = frozenset("news|today|press release|press|video|radio|television|live|newsletter".split("|"))
_SECTIONS = frozenset(
    "news|home|world|world news|politics|business|economy|markets|finance|money|sport|sports|culture|arts|"
    "entertainment|lifestyle|life|style|opinion|comment|commentary|editorial|editorials|analysis|technology|"
    "tech|science|health|education|environment|climate|travel|food|weather|video|videos|photos|pictures|"
    "podcasts|local|local news|national|national news|international|europe|asia|africa|americas|middle east|"
    "uk|us|uk news|us news|asia pacific|latest|latest news|breaking news|top stories|top news|features|feature|"
    "special report|exclusive|in depth|in-depth|letters|obituaries|crime|courts|society|media|real estate|"
    "more|menu|search|live|live updates|explainer|newsletters|newsletter|e-paper|archive|archives|about|"
    "contact|contact us|about us|subscribe|sign in|log in|login|register|home page|homepage|front page".split("|")
)
_JOINERS = frozenset("of the and & de la le del der die das".split())
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,30}){1,3}", re.IGNORECASE)
_TOP_LEVEL = re.compile(
    r"\.(?:com|org|net|news|info|tv|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$", re.IGNORECASE
)


def is_outlet(text: str) -> bool:
    """True where the whole text is the name or the domain of a news outlet ("The Korea Herald")."""
    text = text.strip(" .,:;")
    low = text.lower()
    if low in _KNOWN:
        return True
    if _DOMAIN.fullmatch(text):
        return bool(_TOP_LEVEL.search(text))
    words = text.split()
    if not 1 <= len(words) <= 6 or low in _GENERIC | _SECTIONS or len(text) > 60 or "," in text:
        return False
    plain = [word.strip(",.()'’").lower() for word in words]
    if plain[0] in _SECTION_OPENERS or not _MASTHEAD & {plain[-1], plain[0], *plain[1:-1]}:
        return False
    if len(words) == 1 or plain[-1] not in _MASTHEAD and plain[0] not in ("the", "daily", "radio"):
        return False
    return all(word[0].isupper() or word.lower() in _JOINERS for word in words)


def is_agency(text: str) -> bool:
    """True for a news agency that other outlets print ("Reuters", "the Associated Press")."""
    return text.strip(" .,:;/()").lower() in AGENCIES


def is_section(text: str) -> bool:
    """True for the name of a part of a site ("World", "Opinion", "Latest news")."""
    return text.strip(" .,:;/|#").lower() in _SECTIONS
