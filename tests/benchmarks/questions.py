"""What every engine is asked, and how fast the archive has to answer at a million articles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.words import FUNCTION_WORDS, Language

VARIANTS = 5  # different words of the same frequency, so that no engine answers from memory
# Among these the words of each frequency are looked for.
_RANKS = slice(len(FUNCTION_WORDS), 60_000)


@dataclass(frozen=True)
class Question:
    """A search: all of these words, this phrase and this beginning, in one outlet and year."""

    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    source: int = 0
    year: int = 0
    newest: bool = False
    page: int = 1

    @property
    def text(self) -> str:
        """The question in the archive's search language, the filters left out."""
        phrase = [f'"{" ".join(self.phrase)}"'] if self.phrase else []
        return " ".join([*self.words, *phrase, *([f"{self.prefix}*"] if self.prefix else [])])


@dataclass(frozen=True)
class Case:
    """Questions of one kind, and the p95 in milliseconds that a million articles may take."""

    name: str
    questions: tuple[Question, ...]
    limit: float


def cases(language: Language, frequency: Callable[[str], int], articles: int) -> list[Case]:
    """The cases for this archive; `frequency` is in how many of its articles a word stands."""
    known = [(frequency(word), word) for word in language.words[_RANKS]]
    rare, scarce, common, often, most = (
        _nearest(known, share * articles) for share in (0.001, 0.01, 0.3, 0.45, 0.56)
    )

    def case(name: str, limit: float, *questions: Question) -> Case:
        return Case(name, questions, limit)

    return [
        case("word in 0.1 %", 15, *(Question((word,)) for word in rare)),
        case("word in 1 %", 25, *(Question((word,)) for word in scarce)),
        case("word in 30 %", 80, *(Question((word,)) for word in common)),
        case("word in 56 %", 130, *(Question((word,)) for word in most)),
        case("three common words", 80, *_all(Question, zip(common, often, most, strict=True))),
        case(
            "phrase of two",
            80,
            *(Question(phrase=pair) for pair in zip(common, most, strict=True)),
        ),
        case("prefix", 80, *(Question(prefix=word[:4]) for word in scarce)),
        case(
            "outlet and year",
            80,
            *(Question((word,), source=n + 1, year=2015 + n) for n, word in enumerate(common)),
        ),
        case("page 50", 80, *(Question((word,), page=50) for word in common)),
        case("newest first", 80, *(Question((word,), newest=True) for word in common)),
    ]


def _all(make: Callable[..., Question], groups: Iterator[tuple[str, ...]]) -> Iterator[Question]:
    return (make(tuple(group)) for group in groups)


def _nearest(known: Sequence[tuple[int, str]], wanted: float) -> list[str]:
    """The words whose frequency is nearest to the one wanted."""
    return [word for _, word in sorted(known, key=lambda pair: abs(pair[0] - wanted))[:VARIANTS]]
