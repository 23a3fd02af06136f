"""Paragraphs read for attribution when they are asked for."""

from articles.extraction.marks import paragraphs
from articles.extraction.people import find_people
from articles.extraction.scenes import Index, Scenes

TEXT = "Ida Holm spoke first.\nThe rain fell.\nTom Okoro said nothing."


def scenes(text):
    return Scenes(text, paragraphs(text), {}, Index(find_people(text)))


def named(text, scene):
    tokens = scene.tokens
    return [text[tokens.start[c.first] : tokens.end[c.last - 1]] for c in scene.candidates]


def test_an_index_finds_the_people_inside_a_span_only():
    assert Index([]).within(0, 100) == []
    assert Index([]).within_name(0, 10) == "-"


def test_a_paragraph_is_read_once():
    read = scenes(TEXT)
    assert read.scene(0) is read.scene(0)
    assert named(TEXT, read.scene(0)) == ["Ida Holm"]


def test_the_scenes_above_a_place_begin_with_its_own_and_go_back():
    read = scenes(TEXT)
    above = [scene.low for scene in read.above(TEXT.index("said"))]
    assert above == [start for start, _ in reversed(paragraphs(TEXT))]


def test_a_place_behind_the_text_belongs_to_the_last_paragraph():
    assert next(scenes(TEXT).above(10_000)).low == TEXT.index("Tom")
