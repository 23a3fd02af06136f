"""Lines that stand around an article and are no part of it, each told by what the whole line says.

A rule names a line for what it is from its first character to its last; a line that says anything
besides stays. `articles.extraction.reading.Removed` lists the reasons.
"""

import re

from articles.extraction.names import DATA

_LONGEST = 400

_SHARE = (
    "share|shares|tweet|tweets|submit|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|"
    "e-?mail|messenger|bluesky|threads|mastodon|flipboard|pocket|mix|copy link|copied|print|save|"
    "bookmark|line|kakaotalk|weibo|sms|more|like|follow|instagram|youtube|tiktok|rss|gift|comments?"
)
_ITEMS = "articles?|stor(?:y|ies)|news|posts?|content|topics?|coverage|links?|reads?|items|videos?"


def _read_rules() -> tuple[re.Pattern, list[str]]:
    """All rules of `data/furniture.txt` as one for lines in lower case, and the reason that each of
    its groups gives: a section is a group."""
    rules: dict[str, list[str]] = {}
    for line in (DATA / "furniture.txt").read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[[a-z-]+\]", line):
            reason = line.strip("[]")
        elif line and not line.startswith("#"):
            rule = line.replace("<share>", _SHARE).replace("<items>", _ITEMS)
            rules.setdefault(reason, []).append(f"(?:{rule})")
    groups = "|".join(f"({'|'.join(found)})" for found in rules.values())
    return re.compile(rf"\A(?:{groups})\Z"), list(rules)


_RULES, _REASONS = _read_rules()
_IMAGE_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)"
    r"(?: ?[(\[]?[\d.,]{1,6} ?(?:x|×|kb|mb)[ \d.x]{0,8}[)\]]?)?$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w .,()%&@+=\[\]×:-]++")
_SIGN_OF_SENSE = re.compile(r"[^\W_]")
_BARS = re.compile(r" ?[|·•/] ?")
_FOOT_LINK = re.compile(
    r"(?:terms(?: of (?:use|service)|(?: and|&) conditions)?|privacy(?: (?:policy|notice))?|"
    r"cookies?(?: (?:policy|settings|notice))?|contact(?: us)?|about(?: us)?|imprint|impressum|"
    r"legal(?: notice)?|help|site ?map|advertise(?: with us)?|advertising|subscribe|newsletters?|"
    r"careers?|jobs|accessibility|rss|log ?in|sign in|register|faq|feedback|home|search|archive|"
    r"datenschutz|kontakt|agb)",
    re.IGNORECASE,
)
_POLICY_ADDRESS = re.compile(
    r"\b(?:please|comments you|your comments?|we (?:reserve|moderate|encourage|ask|welcome)|"
    r"(?:avoid|refrain from) (?:using|posting))\b",
    re.IGNORECASE,
)
_POLICY_MATTER = re.compile(r"\bcomment(?:s|ing|ers?)?\b", re.IGNORECASE)
_POLICY_RULE = re.compile(
    r"\b(?:respectful|offensive|abusive|derogatory|discriminatory|defamatory|profanity|hateful|"
    r"moderated?|"
    r"moderators?|community (?:guidelines|standards|rules)|house rules|terms of use|our (?:site|"
    r"website))\b",
    re.IGNORECASE,
)

# Marks after which the rest of a page is the readers' and not the paper's.
_FORM_OPENS = re.compile(
    r"(?:leave|post|write) (?:a|your) (?:reply|comment)s?(?: cancel reply)?|\d{1,5} comments?"
    r"(?: \(\d+\))?|comments \(\d{1,5}\)|view comments|"
    r"your e-?mail address will not be published\..{0,60}",
    re.IGNORECASE,
)
_RELATED_OPENS = re.compile(
    rf"(?:related|recommended|popular|trending|suggested|similar|more|other|latest) (?:{_ITEMS})"
    r"(?: on .{1,60})?|related|you (?:may|might) also (?:like|be interested in)|"
    r"most (?:read|popular|viewed)|recommended for you|trending(?: now)?|what to read next|"
    r"read next|more on this story|editor.s picks?|more from .{1,60}",
    re.IGNORECASE,
)


def junk_reason(text: str) -> str:
    """Why a line is no part of an article, as a reason of `Removed`, or "" where it may be one."""
    if len(text) > _LONGEST:
        return ""
    if text.count(" ") < 6 and _IMAGE_FILE.search(text[-24:]) and _FILE_NAME.fullmatch(text):
        return "image-file"
    bare = text.strip(" *_#|-–—=•·>»")
    rule = _RULES.match(bare.lower()) if bare else None
    if rule:
        return _REASONS[rule.lastindex - 1]
    if not _SIGN_OF_SENSE.search(text) or _is_foot_of_page(bare):
        return "navigation"
    return ""


def _is_foot_of_page(text: str) -> bool:
    """True for a row of links as at a page's foot: "Terms of use | Privacy | Contact"."""
    if not _FOOT_LINK.match(text):
        return False
    links = _BARS.split(text)
    return len(links) > 1 and all(_FOOT_LINK.fullmatch(link) for link in links)


def is_comment_policy(text: str) -> bool:
    """True for rules on readers' comments ("Please be respectful of other users")."""
    return (
        len(text) <= _LONGEST
        and bool(_POLICY_MATTER.search(text))
        and bool(_POLICY_ADDRESS.search(text))
        and bool(_POLICY_RULE.search(text))
    )


def opens_comments(text: str) -> bool:
    """True for the line that heads a page's comment form or its comments."""
    return len(text) <= 120 and bool(_FORM_OPENS.fullmatch(text.strip(" *#:")))


def opens_related(text: str) -> bool:
    """True for the line that heads a list of other articles."""
    return len(text) <= 80 and bool(_RELATED_OPENS.fullmatch(text.strip(" *#|-–—:")))
