"""Invented news as text files, for the benchmark of the import: the same seed, the same files.

Each is a page saved as text: headline, byline, date, dateline, paragraphs, 400 words in the mean,
headline and byline among them; a third of the paragraphs quote somebody by name, by family name or
by office. One in twenty is the copy of another with a paragraph cut, as outlets print what an
agency sends.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.words import Language, listed

MEAN_WORDS = 400
HALF_A_PARAGRAPH = 17  # words: an article ends where another paragraph would take it further away
SIZE = 40_000  # words of the language; the table of all takes a second to make
FIRST_DAY, DAYS = date(1995, 1, 1), 30 * 365
COPIES = 0.05
FILES_IN_FOLDER = 1_000
TITLES = ("", "", "Mayor ", "Dr. ", "Professor ", "Senator ", "Judge ")
OFFICES = (
    "a spokesman for the port",
    "the harbour master",
    "a police officer",
    "the head of the union",
    "an official of the ministry",
)
CUES = listed("said said said added told warned insisted announced argued explained noted")
PATTERNS = (
    "The {0} of the {1} was {2} by the {3} on Tuesday, and the {4} has not been {5} since.",
    "It was the {0} time that a {1} had {2} in {place}, where {3} and {4} are common.",
    "Nobody in the {0} could say why the {1} had been {2}, or who would pay for the {3}.",
    "After the {0}, which cost {number} million dollars, the {1} of {place} will be {2} again.",
    "In {year} the {0} had already {1} the {2}, but the {3} was never {4}.",
    "More than {number} people {0} to the {1} before it was {2} by {3} and {4}.",
)
SPOKEN = (
    "We have {0} the {1} and we will not {2} it",
    "There is no {0} in the {1} of this {2}, and there never was",
    "I do not think that the {0} can {1} what the {2} did",
    "It is a {0} for all of us who {1} in the {2}",
)


class Newsroom:
    """Writes articles of its own invention."""

    def __init__(self, seed: int, count: int):
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        language = Language(seed, SIZE)
        self.words = language.subjects
        self.people = language.names(self.chance, max(count // 20, 200), 2)
        self.places = language.names(self.chance, 300, 1)

    def article(self) -> tuple[list[str], list[str]]:
        """What stands above the text, and the paragraphs of a new article."""
        chance = self.chance
        topic = chance.choices(self.words, k=40)
        place = chance.choice(self.places)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        head = [
            f"{' '.join(chance.choices(topic, k=3)).capitalize()} in {place} "
            f"as {' '.join(chance.choices(topic, k=2))} fails",
            f"By {chance.choice(self.people)}",
            f"{day.day} {day:%B %Y}",
        ]
        speakers = [(name, chance.choice(TITLES)) for name in chance.choices(self.people, k=3)]
        paragraphs: list[str] = []
        left = max(int(chance.gauss(MEAN_WORDS, 80)), 120) - sum(len(line.split()) for line in head)
        while left > HALF_A_PARAGRAPH:
            paragraph = self.paragraph(topic, place, speakers)
            left -= paragraph.count(" ") + 1
            paragraphs.append(paragraph)
        paragraphs[0] = f"{place.upper()} – {paragraphs[0]}"
        return head, paragraphs

    def paragraph(self, topic: list[str], place: str, speakers: list[tuple[str, str]]) -> str:
        """Two sentences of the reporter, or somebody's words."""
        if self.chance.random() < 0.35:
            return self.statement(topic, *self.chance.choice(speakers))
        sentences = [self.filled(self.chance.choice(PATTERNS), topic, place) for _ in range(2)]
        if self.chance.random() < 0.2:
            name, title = self.chance.choice(speakers)
            sentences.append(f"{title}{name} was not at the {self.chance.choice(topic)}.")
        return " ".join(sentences)

    def statement(self, topic: list[str], name: str, title: str) -> str:
        """A quotation with its speaker."""
        words = self.filled(self.chance.choice(SPOKEN), topic, "")
        more = self.filled(self.chance.choice(SPOKEN), topic, "")
        cue = self.chance.choice(CUES)
        speaker = self.chance.choice(
            (f"{title}{name}", name.split()[1], self.chance.choice(OFFICES))
        )
        return f"“{words},” {speaker} {cue}. “{more}.”"

    def filled(self, pattern: str, topic: list[str], place: str) -> str:
        """The pattern with words of the topic, and some of no topic."""
        chance = self.chance
        words = [chance.choice(topic if chance.random() < 0.6 else self.words) for _ in range(6)]
        number, year = chance.randint(2, 900), chance.randint(1960, 2025)
        return pattern.format(*words, place=place, number=number, year=year)

    def texts(self, count: int) -> Iterator[str]:
        """So many articles, some of them copies of one that was shortly before."""
        recent: list[tuple[list[str], list[str]]] = []
        for _ in range(count):
            if recent and self.chance.random() < COPIES:
                head, paragraphs = self.chance.choice(recent)
                cut = self.chance.randrange(1, len(paragraphs))
                paragraphs = paragraphs[:cut] + paragraphs[cut + 1 :]
            else:
                head, paragraphs = self.article()
                recent = [*recent[-200:], (head, paragraphs)]
            yield "\n\n".join([*head, *paragraphs]) + "\n"


def write(folder: Path, count: int, seed: int) -> int:
    """Writes so many articles below the folder, 1,000 in each of its folders; returns the words."""
    words = 0
    for number, text in enumerate(Newsroom(seed, count).texts(count)):
        part = folder / f"{number // FILES_IN_FOLDER:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:07}.txt").write_text(text, encoding="utf-8")
        words += len(text.split())
    return words
