"""What a reader typed -> the tokens of the search language. Pure Python; linear in the length."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from articles.sentences import Sentence, gettext_noop

MAX_LENGTH = 4000  # code points of a query that are read
MAX_SLOP = 100  # words between the words of a phrase, at most
MAX_TERMS = 60  # conditions of a query, and words of a phrase, that are read

OPERATORS = ("AND", "OR", "NOT")
MARKS = '"“”„‟«»〝〞＂'
_UNUSABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_RUN = re.compile(rf"[^\s(){MARKS}]++")
_FIELD = re.compile(r"([A-Za-z]{2,20})[:：](.*)", re.DOTALL)
_SLOP = re.compile(r"~([0-9]{1,3})")
_MARK = re.compile(f"[{MARKS}]")
_MINUS = "-−"


@dataclass(frozen=True)
class Token:
    """`kind` is "(", ")", "AND", "OR", "NOT" or "text"; `field` is the field named before it."""

    kind: str
    text: str = ""
    field: str = ""
    quoted: bool = False
    prefix: bool = False
    slop: int = 0


def tokens(
    text: str, fields: Collection[str], repairs: list[str], warnings: list[str]
) -> list[Token]:
    """The tokens of a query. Sentences on what was repaired or left out go into the two lists."""
    lexer = _Lexer(text, fields, repairs, warnings)
    lexer.run()
    if lexer.found and all(token.kind in OPERATORS for token in lexer.found):
        return [Token("text", token.kind) for token in lexer.found[:MAX_TERMS]]
    return lexer.found


def without_marks(text: str) -> str:
    """The text without quotation marks."""
    return _MARK.sub(" ", text)


def is_plain(text: str, fields: Collection[str]) -> bool:
    """True where the text stays one word of the language when it is written into a query."""
    run = _RUN.fullmatch(text)
    named = _FIELD.fullmatch(text)
    known = named and named[1].lower() in fields
    return bool(run) and not known and text[0] not in _MINUS + "+" and "*" not in text


class _Lexer:
    def __init__(self, text: str, fields: Collection[str], repairs: list[str], warnings: list[str]):
        self.text = _UNUSABLE.sub(" ", text[:MAX_LENGTH])
        self.fields = fields
        self.repairs = repairs
        self.warnings = warnings
        self.found: list[Token] = []
        self.terms = 0
        self.place = 0
        self.field = ""
        if len(text) > MAX_LENGTH:
            template = gettext_noop("Only the first %(count)d characters were read.")
            warnings.append(Sentence(template, count=MAX_LENGTH))

    def run(self) -> None:
        while self.place < len(self.text):
            if self.terms >= MAX_TERMS:
                template = gettext_noop("Only the first %(count)d words and phrases were read.")
                self.warnings.append(Sentence(template, count=MAX_TERMS))
                break
            self.step()
        if self.field:
            self.field_without_value()

    def step(self) -> None:
        """Read one token at the place reached."""
        character = self.text[self.place]
        if character.isspace():
            self.place += 1
        elif character in "()":
            self.place += 1
            if character == ")" and self.field:
                self.field_without_value()
            self.found.append(Token(character, field=self.take_field()))
        elif character in MARKS:
            self.phrase()
        elif self.is_minus():
            self.place += 1
            self.found.append(Token("NOT"))
        else:
            self.run_of_characters()

    def is_minus(self) -> bool:
        """True at a minus that asks away what follows it: no blank after, none but blank before."""
        before = self.text[self.place - 1] if self.place else " "
        after = self.text[self.place + 1 : self.place + 2]
        opens = before.isspace() or before == "("
        asks = after.isalnum() or (after and after in "(" + MARKS)
        return bool(opens and asks and self.text[self.place] in _MINUS and not self.field)

    def phrase(self) -> None:
        closing = _MARK.search(self.text, self.place + 1)
        end = closing.start() if closing else len(self.text)
        inside = self.text[self.place + 1 : end]
        if not closing:
            template = gettext_noop("A quotation mark was not closed; it was read up to the end.")
            self.repairs.append(Sentence(template))
        self.place = end + 1
        slop = _SLOP.match(self.text, self.place)
        if slop:
            self.place = slop.end()
        prefix = not slop and self.text[self.place : self.place + 1] == "*"
        self.place += prefix
        if inside.strip():
            self.add(
                inside.strip(),
                quoted=True,
                slop=min(int(slop[1]), MAX_SLOP) if slop else 0,
                prefix=prefix,
            )

    def run_of_characters(self) -> None:
        run = _RUN.match(self.text, self.place)
        self.place = run.end()
        text = run[0]
        if text in OPERATORS and not self.field:
            self.found.append(Token(text))
            return
        named = _FIELD.fullmatch(text)
        if named and not self.field:
            name, value = named[1].lower(), named[2]
            if name in self.fields:
                self.field = name
                if not value:
                    return
                text = value
            elif value[:1].isalnum():
                template = gettext_noop("There is no field “%(field)s”; it was read as a word.")
                self.warnings.append(Sentence(template, field=named[1]))
        self.word(text)

    def word(self, text: str) -> None:
        prefix = text.endswith("*")
        bare = text.rstrip("*")
        if "*" in bare:
            template = gettext_noop("A star counts at the end of a word alone.")
            self.warnings.append(Sentence(template))
        if prefix and sum(character.isalnum() for character in bare) < 2:
            prefix = False
            template = gettext_noop("A star needs at least two letters before it.")
            self.warnings.append(Sentence(template))
        self.add(bare.lstrip("+"), prefix=prefix)

    def add(self, text: str, *, quoted: bool = False, prefix: bool = False, slop: int = 0) -> None:
        field = self.take_field()
        if text.strip() and (field or any(character.isalnum() for character in text)):
            self.terms += 1
            self.found.append(Token("text", text, field, quoted, prefix, slop))

    def take_field(self) -> str:
        field, self.field = self.field, ""
        return field

    def field_without_value(self) -> None:
        template = gettext_noop("“%(field)s:” had nothing after it and was left out.")
        self.repairs.append(Sentence(template, field=self.take_field()))
