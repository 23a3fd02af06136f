"""Every word of the pages goes through the catalogues, and the catalogues are whole.

The catalogues are read with Babel and no program of gettext, so that any machine can run this.
"""

import re
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from articles import days
from tests.factories import make_article

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
# What stands on these pages in English, and would in Korean if a page forgot its catalogue.
LABELS = ["Search", "Articles", "Quotes", "People", "Outlets", "Sign in", "Skip to"]
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ELEMENT = re.compile(r"</?\w[^<>]*>")
# A tag `translate` with its context, and the words that an argument of a filter marks.
TRANSLATED = re.compile(
    r"""\{%\s*translate\s+(["'])(.*?)\1(?:\s+context\s+(["'])(.*?)\3)?(?:\s+as\s+\w+)?\s*%\}"""
)
MARKED = re.compile(r"""\b_\((["'])(.*?)\1\)""")
KEYWORDS = DEFAULT_KEYWORDS | {
    name + ending: places
    for name, places in DEFAULT_KEYWORDS.items()
    for ending in ("_lazy", "_noop")
    if name.endswith("gettext")
}

# Words of these elements are the same in every language: what is typed, what is pressed.
CODE = {"code", "kbd", "script", "style"}
SPOKEN = {"aria-label", "title", "placeholder", "alt"}
LETTERS = re.compile(r"[^\W\d_]")
# A block of nothing but attributes, which the page it extends puts into an element.
ATTRIBUTES = re.compile(r"""(?:\s*[\w-]+="[^"]*")+\s*""")
LEFT_OUT = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?endcomment\s*%\}"
    r"|\{%\s*blocktranslate\b.*?endblocktranslate\s*%\}",
    re.DOTALL,
)
TAG = re.compile(r"\{%\s*(\w+)(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
LITERAL = re.compile(r"""(_\()?(?:"([^"]*)"|'([^']*)')""")
PATH_OF_INCLUDE = re.compile(r"""^\s*(?:"[^"]*"|'[^']*')""")
# Filters whose argument is no word: "urlencode:'safe'", "admin_urlname:'changelist'".
FILTERS_OF_CODE = re.compile(r"""\|(?:date|urlencode|admin_urlname|slice|cut)\s*:\s*(["']).*?\1""")
SPEAKING_TAGS = {"include", "with", "firstof", "cycle"}
# Literals that are no words: what a tag names or compares, and the classes that a page styles.
NO_WORDS = {
    "by-date",  # the class of a chart
    "body",  # the field of an article, sent back in a form
    "SHA-256",  # the name of a sum
    "yes",  # verdicts, sent back in a form
    "no",
}


class Words(HTMLParser):
    """Collects what a reader of a page would read or hear in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        spoken = {name for name in SPOKEN if attributes.get(name)}
        if attributes.get("name") == "description":
            spoken.add("content")
        if tag == "input" and attributes.get("type") == "submit":
            spoken.add("value")
        # What a script tells a reader stands in attributes; one word is an id, "#" a selector.
        told = {name: value or "" for name, value in attrs if name.startswith("data-")}
        spoken |= {name for name, value in told.items() if " " in value and value[0] != "#"}
        self.found += [attributes.get(name) or "" for name in spoken]
        if tag in CODE:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside and not ATTRIBUTES.fullmatch(data):
            self.found.append(data)


def words_in_tags(tag: str, rest: str, variable: str) -> list[str]:
    """The words that stand in a tag or a variable of a template and go through no catalogue."""
    if "pluralize" in rest + variable:
        return ["pluralize"]
    if tag and tag not in SPEAKING_TAGS:
        return []
    text = FILTERS_OF_CODE.sub("", PATH_OF_INCLUDE.sub("", rest) if tag == "include" else rest)
    found = LITERAL.findall(text + FILTERS_OF_CODE.sub("", variable))
    return [one or other for marked, one, other in found if not marked]


def untranslated(template: str) -> list[str]:
    """The words of a template that no catalogue could translate."""
    left = LEFT_OUT.sub("", template)
    found = [word for match in TAG.findall(left) for word in words_in_tags(*match)]
    page = Words()
    page.feed(TAG.sub("", left))
    page.close()
    words = (" ".join(word.split()) for word in found + page.found)
    return [word for word in words if LETTERS.search(word) and word not in NO_WORDS]


def label(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=label)
def test_a_template_holds_no_word_that_cannot_be_translated(path):
    assert not untranslated(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "template",
    [
        "<p>Words</p>",
        '<a aria-label="Words">1</a>',
        '<input type="submit" value="Words">',
        '<meta name="description" content="Words">',
        '{{ headline|default:"Words" }}',
        "{{ total }} {{ total|pluralize:'y,ies' }}",
        '{% include "a.html" with label="Words" %}',
        "<p>{% if x %}Words{% endif %}</p>",
    ],
)
def test_words_outside_of_the_catalogues_are_found(template):
    assert untranslated(template)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Words' %}</p>",
        "<p>{% blocktranslate trimmed %}Words <b>here</b>{% endblocktranslate %}</p>",
        '{{ headline|default:_("Words") }}',
        '{% include "a.html" with label=_("Words") %}',
        "<code>manage.py</code> {# Words #} {% if a == 'words' %}×{% endif %}",
        "<a href=\"{% url 'articles:front' %}\">{{ article.headline|date:'Y' }}</a>",
    ],
)
def test_what_is_translated_or_is_no_word_passes(template):
    assert not untranslated(template)


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def forms(words: str | Sequence[str]) -> tuple[str, ...]:
    """A message or its translation as a tuple: one with a plural has several forms."""
    return (words,) if isinstance(words, str) else tuple(words)


def holes(words: str) -> set[str]:
    """What a program puts into a message: %(name)s, %d, {name}."""
    return set(HOLE.findall(words))


def translations(compiled: BinaryIO) -> dict[tuple, tuple[str, ...]]:
    """What a compiled catalogue says for each context and message."""
    return {(m.context, forms(m.id)): forms(m.string) for m in read_mo(compiled) if m.id}


def language(path: Path) -> str:
    return path.parts[-3]


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_every_message_is_translated(path):
    found = [message for message in catalogue(path) if message.id]
    assert not [message.id for message in found if message.fuzzy]
    assert not [message.id for message in found if not all(forms(message.string))]


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_a_translation_has_the_holes_and_the_elements_of_its_message(path):
    wrong = []
    for message in catalogue(path):
        # The form of the plural has every hole; a language without one knows that form alone.
        model = forms(message.id)[-1]
        for words in filter(None, forms(message.string) if message.id else ()):
            same = sorted(ELEMENT.findall(words)) == sorted(ELEMENT.findall(model))
            if holes(words) != holes(model) or not same:
                wrong.append(words)
    assert not wrong


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_what_is_compiled_is_what_was_translated(path):
    """`make translations` writes the one from the other."""
    fresh = BytesIO()
    write_mo(fresh, catalogue(path))
    with path.with_suffix(".mo").open("rb") as file:
        assert translations(file) == translations(BytesIO(fresh.getvalue()))


def messages_of_templates() -> set[tuple[str | None, str]]:
    """Context and words of every message of the templates, the singular of those with two."""
    found = set()
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        found |= {(context or None, words) for _, words, _, context in TRANSLATED.findall(text)}
        found |= {(None, words) for _, words in MARKED.findall(text)}
        parsed = engines["django"].from_string(text).template
        for node in parsed.nodelist.get_nodes_by_type(BlockTranslateNode):
            words, _ = node.render_token_list(node.singular)
            context = node.message_context and node.message_context.var
            found.add((context or None, words))
    return found


def messages_of_code() -> set[tuple[str | None, str]]:
    """Context and words of every message of the Python code, the singular of those with two."""
    found = set()
    for room in ("articles", "newsroom"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_bytes()
            if b"gettext" in text:
                for _, words, _, context in extract("python", BytesIO(text), keywords=KEYWORDS):
                    found.add((context, forms(words)[0]))
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_a_catalogue_has_every_message_and_no_other(path):
    """`make messages` collects them."""
    known = {(message.context, forms(message.id)[0]) for message in catalogue(path) if message.id}
    assert known == messages_of_templates() | messages_of_code()


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 1, 7), "2026년 1월 7일"),
        (date(2026, 1, 9), "2026년 1월 7–9일"),
        (date(2026, 2, 1), "2026년 1월 7일 – 2월 1일"),
        (date(2027, 2, 1), "2026년 1월 7일 – 2027년 2월 1일"),
    ],
)
def test_days_are_written_in_the_order_of_the_language(last, words):
    with translation.override("ko"):
        assert days.span(date(2026, 1, 7), last) == words


@pytest.fixture
def korean() -> Client:
    """A client whose browser asks for Korean."""
    return Client(HTTP_ACCEPT_LANGUAGE="ko-KR,ko;q=0.9,en;q=0.8")


def spoken(client: Client, address: str, **headers: str) -> str:
    """The language that a page says it is written in."""
    page = client.get(address, **headers).content.decode()
    return page.split('<html lang="', 1)[1].split('"', 1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "en", "en-US", "fr,de;q=0.5", "*", "x" * 600])
def test_a_page_is_english_for_whoever_asks_for_nothing_else_that_there_is(client, asked):
    assert spoken(client, reverse("login"), HTTP_ACCEPT_LANGUAGE=asked) == "en-gb"


@pytest.mark.django_db
def test_a_browser_that_asks_for_korean_gets_korean(korean):
    assert spoken(korean, reverse("login")) == "ko"
    assert spoken(korean, "/no/such/page/") == "ko"
    assert spoken(korean, reverse("admin:login")) == "ko"


@pytest.mark.django_db
def test_a_choice_in_the_foot_counts_more_than_the_browser_and_keeps_the_address(korean):
    page = f"{reverse('articles:article-list')}?q=ferry&tag=harbour"
    address = f"http://testserver{page}"

    answer = korean.post(reverse("language"), {"language": "en-gb"}, HTTP_REFERER=address)

    assert answer.url == address
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"] > 0
    assert spoken(korean, page) == "en-gb"


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["fr", "", "../../etc", "ko'"])
def test_a_language_that_there_is_not_changes_nothing(client, chosen):
    client.post(reverse("language"), {"language": chosen})
    assert spoken(client, reverse("login")) == "en-gb"


@pytest.mark.django_db
def test_the_switch_leads_to_no_other_site(client):
    answer = client.post(
        reverse("language"), {"language": "ko"}, HTTP_REFERER="https://elsewhere.example/"
    )
    assert answer.url == "/"


@pytest.mark.django_db
def test_the_foot_names_each_language_in_itself_and_sets_no_cookie(client):
    answer = client.get(reverse("articles:front"))
    for code, name in settings.LANGUAGES:
        assert f'name="language" value="{code}" lang="{code}"' in answer.content.decode()
        assert f">{name}</button>" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.django_db
def test_caches_are_told_that_a_page_depends_on_its_language(client):
    varies = client.get(reverse("articles:front")).headers["Vary"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in varies.split(",")}


@pytest.mark.django_db
def test_pages_asked_for_in_korean_hold_korean_and_no_english_label(korean):
    article = make_article(
        "방파제",
        "방파제 공사를 한나리가 맡는다.",
        people=["한나리"],
        published="2026-01-07",
        source="항구신문",
    )
    pages = [
        reverse("articles:front"),
        f"{reverse('articles:article-list')}?q=방파제",
        article.get_absolute_url(),
        article.mentions.get().person.get_absolute_url(),
        reverse("login"),
    ]
    with translation.override("ko"):
        name = gettext("Newsroom archive")
        day = days.day(date(2026, 1, 7))
    for address in pages:
        page = korean.get(address).content.decode()
        seen = Words()
        seen.feed(page)
        words = " ".join(seen.found)
        assert '<html lang="ko">' in page, address
        assert not [label for label in LABELS if label in words], address
        assert name in words, address
    assert day in korean.get(article.get_absolute_url()).content.decode()
