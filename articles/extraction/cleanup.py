"""Lines that stand around an article and are no part of it, each told by what the whole line says.

A rule names a line for what it is from its first character to its last; a line that says anything
besides stays. `articles.extraction.reading.Removed` lists the reasons.
"""

import re

_LONGEST = 400

_SHARES = (
    "share|shares|tweet|tweets|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|"
    "e-?mail|"
    "messenger|bluesky|threads|mastodon|flipboard|pocket|copy link|copied|print|save|bookmark|line|"
    "kakaotalk|weibo|sms|more|like|follow|instagram|youtube|tiktok|rss|gift|comments?"
)
_ITEMS = "articles?|stor(?:y|ies)|news|posts?|content|topics?|coverage|links?|reads?|items|videos?|stories"
_WIDGETS = {
    "comment-form": (
        r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment)s?(?: (?:to|"
        r"on) .{1,80})?(?: cancel reply)?",
        r"cancel reply|post comment|no comments(?: yet)?|(?:be the )?first to comment",
        r"(?:\d{1,5}|show|view|load|hide|see|all|more|read)(?: (?:all|more|"
        r"the))? comments?(?: \(\d{1,5}\))?",
        r"comments?(?: are (?:closed|off|disabled)(?: .{0,60})?| \(?\d{1,5}\)?|:)?",
        r"your e-?mail address will not be published\.?(?: required fields are marked ?\*?)?",
        r"required fields are marked ?\*?",
        r"save my name,? e-?mail,? and website in this browser.{0,60}",
        r"you must (?:be logged|log) in to (?:post|leave|write) a comment\.?",
        r"(?:please )?(?:log|sign) in (?:or register )?to (?:post |leave |"
        r"write )?(?:a )?comments?\.?",
        r"join the (?:conversation|discussion|debate)\.?",
        r"(?:name|e-?mail|website|comment|your (?:name|comment|e-?mail)) ?\*",
        r"notify me of (?:new|follow-?up) .{1,60}",
        r"this site uses akismet to reduce spam.{0,80}",
    ),
    "navigation": (
        r"(?:scroll|back|go|return|jump) (?:back )?to (?:the )?top(?: of (?:the )?page)?|"
        r"top of page",
        r"(?:skip|jump) to (?:main |primary |the )?(?:content|navigation|main|article|search|"
        r"footer)",
        r"(?:main |toggle |close |open )?(?:menu|navigation|nav)|close|search(?: for:?)?|"
        r"loading(?:\.{3}|…)?",
        r"(?:previous|next|prev)(?: (?:article|post|story|page))?:?|[«»←→‹›<>] ?(?:previous|next|"
        r"back|home)?",
        r"(?:home|start|news) ?(?:[>»›/] ?[\w &’'-]{1,40} ?){1,6}",
        r"(?:estimated )?(?:reading time:? ?)?\d{1,2}[ -]?min(?:ute)?s?(?: (?:read|reading time|"
        r"to read))?",
        r"listen to (?:this )?(?:article|story)(?: .{0,30})?|(?:play|pause|stop)(?: (?:audio|"
        r"video))?",
        r"print (?:this )?(?:article|page|story)?|font size.{0,20}|text size.{0,20}|"
        r"\+? ?a ?\+? ?a ?-?",
        r"(?:continue reading|read (?:the )?(?:full|whole|entire) (?:story|article)|show more|"
        r"see more|view all|"
        r"see all|load more|view more|show less|click here(?: to .{1,60})?)(?:\.{3}|…)? ?[>»›→]?",
        r"(?:sign|log) (?:in|up|out)|my account|subscribe(?: now)?|register(?: now)?|go back",
        r"you are here:?.{0,100}|page \d{1,3} of \d{1,3}|(?:views|reads|hits):? ?[\d.,]{1,9}|"
        r"[\d.,]{1,9} views",
        r"we use cookies.{0,300}|this (?:web)?site uses cookies.{0,300}|(?:accept|reject|allow|"
        r"manage)"
        r"(?: all)?(?: optional)? cookies|cookie (?:settings|preferences|policy)|"
        r"by continuing to (?:use|browse)"
        r" (?:this|our) (?:web)?site.{0,200}|privacy policy|terms (?:of (?:use|service)|"
        r"and conditions)",
        r"tags?:.{1,200}|filed under:?.{0,120}|topics?:.{1,200}|(?:categories|category|"
        r"keywords):.{1,200}",
    ),
    "share": (
        rf"(?:(?:{_SHARES})(?:[ ,|/·•&]{{1,3}}(?=\w)|$)){{1,12}}",
        rf"share (?:this|the|on|via|to|with|by|article|story|post|page)(?: (?:this|the|article|"
        rf"story|post|page|"
        rf"news|on|via|by|link|with|your|friends|{_SHARES})){{0,6}}:?",
        r"follow (?:us|[\w.’'-]{2,20}(?: [\w.’'-]{2,20}){0,4}) (?:on|at|@) ?.{0,60}(?:twitter|"
        r"facebook|instagram|x|"
        r"google news|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|"
        r"@[\w, @and&]{2,60})\b.{0,40}",
        r"(?:like|find|join) us on (?:facebook|twitter|instagram|x|whatsapp|telegram|"
        r"youtube).{0,40}",
        r"(?:click|tap) (?:here|to) (?:to )?share.{0,80}|[\d.,]{1,7}k? ?shares?|"
        r"copy(?: the)? link(?: to clipboard)?",
    ),
    "advertisement": (
        r"(?:- ?)?(?:advertisements?|advertise?ment|adverts?|ads?|sponsored(?: content| links)?|"
        r"promoted|"
        r"paid content|anzeige|werbung|publicité|publicidad|광고)(?: ?-)?(?:[:.]|"
        r"[ -]{1,3}continue reading below)?",
        r"(?:story|article|text) continues (?:below|after)(?: (?:the )?(?:advertisement|ad|video|"
        r"this .{1,30}))?\.?",
        r"continue reading (?:below|after the advertisement)|remove ads|ad choices|"
        r"scroll to continue(?: .{0,30})?",
        r"(?:sign up|subscribe|register)(?: here| now| today| free)?,? (?:for|to)"
        r" (?:our|the|get|receive|[\w’' ]{1,40}newsletter).{0,200}",
        r"get (?:our|the) [\w’', &-]{0,60}(?:newsletter|e-?mails?|alerts|app|headlines|"
        r"news)\b.{0,160}",
        r"(?:want|like) (?:more|this)[^.]{0,60}\? (?:sign up|subscribe).{0,160}",
        r"(?:our |the |daily |weekly |free )*newsletters?(?: sign-?up)?|"
        r"enter your e-?mail(?: address)?",
        r"download (?:our|the) (?:free )?[\w ]{0,30}app\b.{0,60}|support (?:our|"
        r"independent) (?:journalism|newsroom|reporting|work).{0,100}",
    ),
    "disclaimer": (
        r"(?:this|the) (?:content|article|story|text|summary|post|translation|page) (?:is|was|"
        r"has been|may be) "
        r"(?:(?:partly|partially|fully|automatically|machine)[ -])?(?:ai|artificial intelligence|"
        r"machine|"
        r"computer|auto(?:matically)?)?[ -]?(?:generated|translated|written|created|produced|"
        r"summari[sz]ed)"
        r"(?: (?:by|with|using|from|based|automatically)\b.{0,300})",
        r"(?:this|the) (?:content|article|story|text|summary) (?:is|was) (?:ai|machine|computer)-"
        r"(?:generated|translated|written).{0,200}",
        r"(?:editor.s )?disclaimer:.{0,380}|ai[- ]generated (?:content|summary|article)\.?.{0,200}",
        r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed .{0,120}(?:the author|"
        r"not (?:necessarily )?"
        r"(?:reflect|represent|those of)).{0,200}",
        r"(?:copyright ?(?:©|\(c\)|\d{4})|©|\(c\) ?(?:copyright|\d{4})).{0,250}",
        r"(?:.{0,120}[. ])?all rights reserved\.?(?: .{0,200})?",
        r"this (?:material|story|article|content) (?:may|must|can) ?not be (?:published|reproduced|"
        r"copied).{0,200}",
        r"(?:no part of )?(?:this|the) (?:material|content|article) .{0,60}without (?:prior |"
        r"written |the )"
        r".{0,100}(?:permission|consent).{0,60}",
    ),
    "related": (
        rf"(?:related|recommended|popular|trending|suggested|similar|more|other|"
        rf"latest)(?: (?:{_ITEMS}))"
        rf"(?: on .{{1,60}})?:?|related|trending(?: now)?|recommended(?: for you)?:?",
        r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|also (?:on|in) [\w ]{1,30}|"
        r"more from .{1,60}|most (?:read|popular|viewed|shared|commented)|editor.s picks?|"
        r"don.t miss|"
        r"what to read next|read next|up next|more on this(?: story| topic)?|related on .{1,40}|"
        r"in case you missed it)"
        r":?",
        r"(?:read more|also read|read also|see also|must read|more|related|read|watch|dig deeper|"
        r"learn more|"
        r"further reading|lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lea también|"
        r"leia também)"
        r"(?: (?:articles?|stories|coverage|about this|on this))?(?: ?[:|»›→>] ?).{0,200}",
        r"(?:read more|also read|read also|see also|related)(?: articles?|"
        r" stories)? [–—-] .{0,200}",
        r"(?:read more|lesen sie auch|lire aussi)(?:\.{3}|…)?",
    ),
}
_RULES = tuple(
    (reason, re.compile("|".join(f"(?:{rule})" for rule in rules), re.IGNORECASE))
    for reason, rules in _WIDGETS.items()
)
_IMAGE_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)"
    r"(?: ?[(\[]?[\d.,]{1,6} ?(?:x|×|kb|mb)[ \d.x]{0,8}[)\]]?)?$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w .,()%&@+=\[\]×:-]++")
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
    r"(?:leave|post|write) (?:a|your) (?:reply|comment)s?(?: cancel reply)?|"
    r"\d{1,5} comments?(?: \(\d+\))?|"
    r"comments \(\d{1,5}\)|your e-?mail address will not be published\..{0,60}",
    re.IGNORECASE,
)
_RELATED_OPENS = re.compile(
    rf"(?:related|recommended|popular|trending|suggested|similar|more|other|"
    rf"latest)(?: (?:{_ITEMS}))"
    rf"(?: from .{{1,60}}| on .{{1,60}})?:?|related:?|you (?:may|might) also (?:like|"
    rf"be interested in):?|"
    rf"most (?:read|popular|viewed):?|recommended for you:?|trending(?: now)?:?|"
    rf"what to read next:?|read next:?|"
    rf"more on this story:?|editor.s picks?:?|more from .{{1,60}}",
    re.IGNORECASE,
)


def junk_reason(text: str) -> str:
    """Why a line is no part of an article, as a reason of `Removed`, or "" where it may be one."""
    if len(text) > _LONGEST:
        return ""
    if text.count(" ") < 6 and _IMAGE_FILE.search(text[-24:]) and _FILE_NAME.fullmatch(text):
        return "image-file"
    bare = text.strip(" *_#|-–—=•·>»")
    for reason, rule in _RULES:
        if bare and rule.fullmatch(bare):
            return reason
    if not any(c.isalnum() for c in text):
        return "navigation"
    return ""


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
    return len(text) <= 80 and bool(_RELATED_OPENS.fullmatch(text.strip(" *#|-–—")))
