"""Addresses of the archive's pages, as `reverse` gives them, a twentieth of its time.

A page of results has a hundred addresses of outlets, tags, stories and articles. Django resolves
each name anew and matches what it made against the pattern; here each kind is resolved once, and
what stands in its places is quoted.
"""

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

# What stands for the values while a name is resolved: nothing of an address has such a number.
_MARK = 7_294_015_836
# What `reverse` leaves as it is: RFC 3986, sub-delims and pchar without the slash, which would part
# a value in two.
_SAFE = "!$&'()*+,;=~:@"


def address(name: str, *values: int | str) -> str:
    """The address of the page of this name with these values in its places.

    Raises NoReverseMatch where no page has the name or so many places.
    """
    parts = _parts(get_script_prefix(), get_urlconf(), name, len(values))
    filled = [
        text + (str(value) if isinstance(value, int) else quote(value, safe=_SAFE))
        for text, value in zip(parts, values, strict=False)
    ]
    return "".join(filled) + parts[-1]


@lru_cache(maxsize=256)
def _parts(prefix: str, urlconf: str | None, name: str, places: int) -> list[str]:
    """What stands around the values in an address; the site's place and its list of pages, which a
    request can change, are part of the key."""
    marks = [str(_MARK + place) for place in range(places)]
    rest, parts = reverse(name, urlconf, args=marks), []
    for mark in marks:
        before, _, rest = rest.partition(mark)
        parts.append(before)
    return [*parts, rest]
