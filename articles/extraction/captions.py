"""Photo captions and photo credits among the lines of a page."""

import re

_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|EPA|Getty(?: Images)?|GETTY(?: IMAGES)?|Shutterstock|iStock|Alamy|"
    r"Yonhap|YONHAP|"
    r"Xinhua|Kyodo|dpa|DPA|PA(?: Images| Wire| Media)?|EFE|ANSA|TASS|Bloomberg|NurPhoto|"
    r"Anadolu(?: Agency)?|"
    r"Unsplash|Pixabay|Pexels|ZUMA(?: Press)?|Rex(?: Features)?|Imago|imago images|Flickr|"
    r"Wikimedia(?: Commons)?|"
    r"Associated Press|Press Association|picture alliance|Keystone|Handout|HANDOUT)"
)
# A name may hold full stops of initials; a full stop behind a longer word ends it.
_WHO = r"(?:©? ?)[^\W\d_](?:[^\n.!?:]|(?<=\b[A-Z])\.){1,70}?(?:\.com)?"
_WORD = (
    r"(?:(?:FILE |File |Cover |Lead |Main |Top |Stock )?(?:PHOTO|Photo|Photograph|PHOTOGRAPH|"
    r"Photography|Picture|"
    r"PICTURE|Pic|Image|IMAGE|Foto|FOTO|Bild|Illustration|ILLUSTRATION|Graphic|GRAPHIC|Video|사진)s?"
    r"(?: [Cc]redits?| [Cc]ourtesy| CREDITS?| COURTESY| [Ss]ource)?|Credits?|CREDITS?|© ?|"
    r"Crédit(?: photo)?)"
)
# "PHOTO: YONHAP/AFP", "Photo by Jane Doe/Getty Images", "(AP Photo/Jane Doe)", "Jane Doe/AFP",
# "REUTERS/Jane Doe".
_MARKED = rf"{_WORD} ?(?::|(?:[Bb]y|BY|[Cc]ourtesy of|[Vv]ia)\b|(?<=©)) ?(?:[Bb]y )?(?P<who>{_WHO})"
_AP_PHOTO = r"(?P<who>(?:AP|EPA|AFP|LM Otero/AP) ?(?:Photo|PHOTO)(?: ?/ ?[^\n()]{2,60}?)?)"
_SLASHED = (
    rf"(?P<who>(?:[A-ZÀ-Þ][\w.’'-]{{1,20}}(?: [A-ZÀ-Þ][\w.’'-]{{0,20}}){{0,3}}(?: for [A-Z][\w "
    rf"]{{1,30}})? ?/ ?){{1,2}}"
    rf"{_AGENCY}|{_AGENCY} ?/ ?[A-ZÀ-Þ][\w.’' -]{{2,40}}?|Getty Images|GETTY IMAGES"
    r"|[A-ZÀ-Þ][\w.’'-]{1,20}(?: [A-ZÀ-Þ][\w.’'-]{0,20}){1,3}, "
    r"(?:AP|AFP|EPA|Getty Images)(?:/[\w ]{2,20})?)"
)
_PHOTO_LAST = (
    r"(?P<who>(?:Submitted|Courtesy|Contributed|File|Handout|Stock|Staff|Provided) [Pp]hoto"
    r"(?: (?:by|from|courtesy of) [^\n.]{2,50}?)?|[Pp]hotos? courtesy(?: of)? [^\n.]{2,50}?)"
)
_CREDITS = tuple(
    re.compile(rf"(?:^|(?<=[\s(.\[|]))[(\[|]? ?{shape} ?[)\]]?\.?$")
    for shape in (_MARKED, _AP_PHOTO, _SLASHED, _PHOTO_LAST)
)
# Something of this stands in every credit, and in few lines of running text.
_HINT = re.compile(
    "/|©|사진|photo|Photo|PHOTO|Pic|PIC|Image|IMAGE|Foto|FOTO|Bild|Illustration|ILLUSTRATION|Graphic|"
    "GRAPHIC|Video|Credit|CREDIT|Crédit|Getty|GETTY|, AP|, AFP|, EPA"
)
_OPENS = re.compile(
    r"(?:FILE (?:PHOTO|PICTURE|IMAGE)|File (?:photo|picture|image)|(?:Image|Photo|Picture|"
    r"Media) caption|Caption|"
    r"CAPTION|Pictured|PICTURED|Bildunterschrift|Légende)(?: ?[:,–—-] ?| (?=[A-Z]))"
)
_SOURCE_OPENS = re.compile(
    r"(?:Image|Photo|Picture) (?:source|credit|copyright),? ?:? ?(?=\S)", re.IGNORECASE
)
_LONGEST = 600
_CREDIT_WINDOW = 120
_SHORT_CAPTION = 60


def read_caption(text: str) -> tuple[str, str] | None:
    """(reason, credit) of a line that is a photo's caption or credit, or None.

    A caption is told by the credit that closes it or the label that opens it, never by what it
    says. The reason is "caption", or "photo-credit" where nothing else stands in the line; the
    credit may be empty.
    """
    if len(text) > _LONGEST:
        return None
    source = _SOURCE_OPENS.match(text)
    if source and len(text) <= _CREDIT_WINDOW:
        return "photo-credit", text[source.end() :].strip(" .")
    base = max(0, len(text) - _CREDIT_WINDOW)
    for shape in _CREDITS if _HINT.search(text, base) else ():
        match = shape.search(text[base:])
        if match:
            before = text[: base + match.start()].strip(" ([|–—-")
            if before and not _closes_caption(before, match[0]):
                continue
            return ("caption" if before else "photo-credit"), match["who"].strip(" .)]")
    return ("caption", "") if _OPENS.match(text) else None


def _closes_caption(before: str, credit: str) -> bool:
    """A credit in brackets, in capitals or behind a full stop stands apart from its caption.

    "Submitted photo" and the like need no such mark behind a short caption.
    """
    if credit.rstrip(" .)]").lower().endswith("photo"):
        return len(before) <= _SHORT_CAPTION or before[-1] in ".!?"
    return (
        credit.lstrip()[:1] in "([|" or before[-1] in ".!?”\"’')|" or credit.lstrip()[:5].isupper()
    )
