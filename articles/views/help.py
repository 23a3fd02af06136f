"""The page that explains the search language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# What is typed, what it means, and an example that the page links to.
WORDS = [
    ("word word", "Articles that have both words, in any form", "ferry breakwater"),
    ('"exact phrase"', "These words in this order and form", '"gale warning"'),
    ("one OR other", "Articles that have either; OR in capitals", "ferry OR trawler"),
    ("-word, NOT word", "Articles without the word", "ferry -strike"),
    ("( )", "What belongs together", "harbour (strike OR closure)"),
    ("begin*", "Words that begin so", "harbour*"),
    ('"word word"~5', "Words near each other, at most five words between", '"crew rescued"~5'),
]
FIELDS = [
    ("headline:", "In the headline", "headline:ferry"),
    ("body:", "In the text", "body:sonar"),
    ("byline:", "By this reporter", "byline:amberley"),
    ("source:", "From this outlet", 'source:"The Haldermouth Courier"'),
    ("person:", "Naming this person", 'person:"Hwang Mi-re"'),
    ("speaker:", "Quoting this person", "speaker:hwang"),
    ("quote:", "Inside a quotation", 'quote:"left in peace"'),
    ("cue:", "With this reporting verb", "cue:insisted"),
    ("tag:", "With this tag", "tag:harbour"),
    ("place:", "With this place in the dateline", "place:haldermouth"),
    ("story:", "Of this story", "story:ferry"),
    ("lang:", "In this language", "lang:en"),
]
DATES = [
    ("on:", "In this year, month or on this day", "on:2025-09"),
    ("after:", "From this day on", "after:2025-09-01"),
    ("before:", "Before this day", "before:2026"),
    ("today, -7d", "Days are counted from today", "after:-7d"),
]
SECTIONS = [("Words", WORDS), ("Fields", FIELDS), ("Dates", DATES)]


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """Each form of the search language, what it means, and an example that searches."""
    return render(request, "articles/search_help.html", {"sections": SECTIONS})
