"""How sure it is that a piece of a run of capitals names a person.

Pure Python, no Django. `describe` reads the piece and what stands around it into named features,
`describe_article` adds what the rest of the article says of the same words, `weigh` sums the
weights of `data/people_weights.json`, learnt by `data/train_people.py`.
"""

import json
import math
import re

from articles.extraction.capitals import (
    COMMON,
    FAMILY,
    FIRST,
    FUNCTION,
    INITIAL,
    KINDS,
    MODIFIER,
    NAME,
    NATION,
    ORG,
    PLACE,
    SUFFIX,
    TITLE,
    WORD,
    Piece,
    Word,
)
from articles.extraction.names import DATA, family_first

SAYING = frozenset(
    "said says say saying told tells added adds asked asks wrote writes noted notes argued explained "
    "insisted admitted acknowledged conceded warned stressed recalled declared announced claimed "
    "concluded commented replied answered responded believes believed thinks thought tweeted joked "
    "predicted testified denied confirmed quipped urged vowed pledged called suggested".split()
)
DOING = frozenset(
    "is was has had will would who whose did does can could may might must should also then himself "
    "herself won wins win beat beats lost scored led leads took made got gave came went left became "
    "held kept put ran saw met set hit struck shot stole drove rode fell rose began threw caught "
    "fought broke finished served replaced visited resigned died married retired born".split()
)
PLACING = frozenset("in at near from into outside inside around through across via to".split())
ARTICLES = frozenset("the a an this that these our its".split())
THINGS = frozenset(
    "government officials forces troops police team side club group bank company index shares stock "
    "bonds market markets exchange airport hospital university newspaper agency league cup".split()
)

# Ends of family names: Slavic, Nordic, Iberian, Italian, German, Greek, Armenian, Georgian, Finnish.
_ENDS = re.compile(
    r"(?:ov|ova|ev|eva|yev|yeva|vic|vich|wicz|sky|skyy|ski|ska|skaya|enko|chuk|yuk|sson|ssen|sen|berg|"
    r"stein|mann|man|dze|shvili|yan|ian|ez|es|ini|elli|etti|ucci|opoulos|akis|idis|nen|escu|oglu|"
    r"aitis|auskas|stra|veld|huis|dijk|eaux|ault|ier|kamp|bauer|hoff|aux|son|ton|ley|ard|acker)$"
)
# Ends of English nouns, adjectives and participles, which few names share.
_DERIVED = re.compile(
    r"(?:ing|ings|tion|tions|sion|ness|ment|ments|ity|ship|ism|ists|able|ible|ful|less|ous|ive|ated|ly|"
    r"ics|logy|graphy|ance|ence|ers|ized|ised|fied)$"
)
_CELTIC = re.compile(r"(?:Mc|Mac|O['\u2019]|Fitz|D['\u2019])[A-Z]")
_AFTER = re.compile(r"(['\u2019]s?)?([^\w\n]*)(\n|[\w.]*)(?: ([\w]*))?")
_ROLE_AFTER = re.compile(r", (?:the |a |an |his |her |its |their )?(?:[\w'\u2019.-]+ ){0,5}")


def _shape(word: Word) -> str:
    """Return a coarse class of one word of a name."""
    kind, key = word.kind, word.key
    if kind & INITIAL:
        return "initial"
    if kind & FIRST:
        if kind & (WORD | FUNCTION | COMMON):
            return "given+word"
        return "given+family" if kind & FAMILY else "given"
    if kind & FAMILY:
        return "family+word" if kind & (WORD | FUNCTION | ORG | PLACE | NATION | COMMON) else "family"
    for bit, name in ((NATION, "nation"), (PLACE, "place"), (ORG, "org"), (FUNCTION, "function")):
        if kind & bit:
            return name
    if kind & (WORD | TITLE | MODIFIER):
        return "word"
    if kind & COMMON:
        return "common"
    if _CELTIC.match(word.text):
        return "celtic"
    if len(word.text) > 1 and word.text.isupper():
        return "capitals"
    if len(key) > 4 and _ENDS.search(key):
        return "ending"
    return "derived" if len(key) > 5 and _DERIVED.search(key) else "unknown"


def _word_class(word: str) -> str:
    """Return the class of a neighbouring word, itself where it is telling."""
    key = word.lower().strip(".")
    if key in SAYING:
        return "saying"
    if key in DOING:
        return "doing"
    if key in PLACING:
        return "placing"
    if key in ARTICLES:
        return "article"
    if key in THINGS:
        return "thing"
    if key in ("of", "by", "with", "and", "for", "on", "against", "v", "as", "vs", "or", "between"):
        return key
    if key.isdigit():
        return "number"
    kind = KINDS.get(key, 0)
    if kind & TITLE:
        return "role"
    if kind & NATION:
        return "nation"
    if key.endswith("ed"):
        return "ed"
    if key.endswith("s") and key[:1].islower():
        return "s"
    if word[:1].isupper():
        return "capital"
    return "lower" if key else "none"


def describe(text: str, piece: Piece, heading: bool) -> list[str]:
    """Return the features of one piece from itself, its run and its sentence."""
    words = piece.words
    start, end = piece.start, piece.end
    size = min(len(words), 4)
    many = "N" if size > 1 else "1"
    found = [f"{many}size={size}"]
    shapes = [_shape(word) for word in words]
    if size > 1:
        found.append(f"first={shapes[0]}")
        last = -2 if words[-1].kind & SUFFIX and size > 2 else -1
        found.append(f"last={shapes[last]}")
        found.append(f"pair={shapes[0]},{shapes[last]}")
        found += [f"mid={shape}" for shape in set(shapes[1:last])]
        if family_first(text[start:end]):
            found.append("family-first")
    else:
        found.append(f"only={shapes[0]}")
    if heading:
        found.append(f"{many}heading")
    if words[0].start != start:
        found.append("particle")
    if piece.titles:
        found.append(f"{many}title")
    if piece.nation:
        found.append(f"{many}nation")
    run = piece.run
    if piece.last < len(run):
        after = run[piece.last]
        found.append(f"{many}run-after={_shape(after)}{'*' if run[piece.last - 1].possessive else ''}")
    if piece.first > piece.titles:
        found.append(f"{many}run-before={_shape(run[piece.first - 1 - piece.titles])}")
    return found + _surroundings(text, start, end, many)


def _surroundings(text: str, start: int, end: int, many: str) -> list[str]:
    """Return the features of the characters and words before and after."""
    before = text[max(0, start - 32) : start]
    before = before[before.rfind("\n") + 1 :].rstrip(" \u00a0")
    found = []
    if not before:
        found.append(f"{many}opens-line")
    elif before[-1].isalnum() or before[-1] in ".'\u2019":
        word = before[before.rfind(" ") + 1 :]
        found.append(f"{many}word-before={_word_class(word)}")
        if word[-1] == "." and len(word) > 3:
            found.append(f"{many}opens-sentence")
    else:
        found.append(f"{many}before={before[-1]}")
    return found + _following(text, end, many)


def _following(text: str, end: int, many: str) -> list[str]:
    """Return the features of the characters and words after."""
    possessive, marks, word, second = _AFTER.match(text, end, end + 60).groups()
    marks = marks.strip()
    found = [f"{many}possessive"] if possessive else []
    if marks:
        found.append(f"{many}after={marks[0]}")
        if marks == "," and word.isdigit() and len(word) < 3:
            found.append(f"{many}age")
        elif marks == "," and word and word != "\n":
            found.append(f"{many}comma={_word_class(word)}")
            role = _ROLE_AFTER.match(text, end, end + 60)
            if role and any(KINDS.get(w, 0) & TITLE for w in role[0][2:].split()):
                found.append(f"{many}role-after")
        elif marks == "(":
            found.append(f"{many}bracket={_word_class(word)}")
    elif word == "\n" or not word:
        found.append(f"{many}closes-line")
    else:
        found.append(f"{many}word-after={_word_class(word)}")
        if second and word in ("and", "has", "had", "is", "was"):
            found.append(f"{many}second={_word_class(second)}")
    return found


class Article:
    """What a whole article says of each word: as part of full names, alone, in lower case."""

    def __init__(self, lower: set[str]):
        self.lower = lower
        self.last: dict[str, float] = {}
        self.first: dict[str, float] = {}
        self.alone: dict[str, float] = {}
        self.count: dict[str, int] = {}
        self.whole: dict[str, int] = {}
        self.certain: dict[str, int] = {}
        self.organised: set[str] = set()

    def note(self, piece: Piece, score: float, heading: bool) -> None:
        """Remember a piece with its own score (log odds)."""
        words, run = piece.words, piece.run
        after = run[piece.last].kind if piece.last < len(run) else 0
        if after & ORG and not after & NAME and not words[-1].possessive:
            self.organised.update(word.key for word in words)
        if len(words) == 1:
            key = words[0].key
            self.certain[key] = self.certain.get(key, 0) + (score > 0)
            if not heading:
                self.alone[key] = max(self.alone.get(key, -9.0), score)
            self.count[key] = self.count.get(key, 0) + 1
            return
        last = words[-2] if words[-1].kind & SUFFIX and len(words) > 2 else words[-1]
        for table, key in ((self.last, last.key), (self.first, words[0].key)):
            table[key] = max(table.get(key, -9.0), score)
        whole = " ".join(word.key for word in words)
        self.whole[whole] = self.whole.get(whole, 0) + 1


def _level(score: float) -> str:
    return str(max(-3, min(3, round(score / 1.5))))


def describe_article(piece: Piece, article: Article) -> list[str]:
    """Return the features of one piece from the rest of its article."""
    words = piece.words
    key = words[-1].key
    if len(words) == 1:
        found = []
        if key in article.last:
            found.append(f"is-last={_level(article.last[key])}")
        if key in article.first:
            found.append(f"is-first={_level(article.first[key])}")
        if key in article.alone:
            found.append(f"alone={_level(article.alone[key])}")
        else:
            found.append("alone=none")
        count = article.count.get(key, 0)
        if count > 1:
            found.append("1again")
            found.append(f"1certain={round(3 * article.certain[key] / count)}")
        if key in article.organised:
            found.append("1organised")
        if key in article.lower:
            found.append("1lower")
        return found
    found = []
    if key in article.alone:
        found.append(f"last-alone={_level(article.alone[key])}")
    elif words[0].key in article.alone:
        found.append(f"first-alone={_level(article.alone[words[0].key])}")
    if article.whole.get(" ".join(word.key for word in words), 0) > 1:
        found.append("Nagain")
    lower = sum(word.key in article.lower for word in words)
    if lower:
        found.append("Nlower" if lower == len(words) else "Nlower-part")
    if key in article.organised or words[0].key in article.organised:
        found.append("Norganised")
    if any(article.last.get(word.key, -9) > 1.5 for word in words[:-1]):
        found.append("joined")
    return found


def read_weights() -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of a piece by itself and of a piece within its article."""
    path = DATA / "people_weights.json"
    if not path.exists():
        return {}, {}
    weights = json.loads(path.read_text(encoding="utf-8"))
    return weights["alone"], weights["article"]


def weigh(features: list[str], weights: dict[str, float]) -> float:
    """Return the log odds that a piece with these features names a person."""
    return weights.get("bias", 0.0) + sum(weights.get(feature, 0.0) for feature in features)


def likelihood(score: float) -> float:
    """Return log odds as a probability."""
    return 1 / (1 + math.exp(-score))
