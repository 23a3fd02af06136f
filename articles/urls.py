"""The addresses of the archive's own pages."""

from django.urls import path

from articles.views import (
    articles,
    citing,
    front,
    help,
    notebook,
    out,
    people,
    quotes,
    sources,
    stories,
    tagging,
    tags,
)

app_name = "articles"

urlpatterns = [
    path("", front.front, name="front"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/feed/", out.article_feed, name="article-feed"),
    path("articles/export.csv", out.article_csv, name="article-csv"),
    path("articles/export.jsonl", out.article_json_lines, name="article-json-lines"),
    path("articles/tags/", tagging.tagging_bulk, name="tagging-bulk"),
    path("articles/<int:pk>/tags/", tagging.tagging_add, name="tagging-add"),
    path("articles/<int:pk>/tags/remove/", tagging.tagging_remove, name="tagging-remove"),
    path("articles/<int:pk>/cite/<str:form>/", citing.article_citation, name="article-citation"),
    path("articles/<int:pk>/<str:slug>/", articles.article_detail, name="article-detail"),
    path("people/", people.person_list, name="person-list"),
    path("people/<str:slug>/", people.person_detail, name="person-detail"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<str:slug>/", sources.source_detail, name="source-detail"),
    path("quotes/", quotes.quote_list, name="quote-list"),
    path("quotes/export.csv", out.quote_csv, name="quote-csv"),
    path("quotes/export.jsonl", out.quote_json_lines, name="quote-json-lines"),
    path("quotes/<int:pk>/", quotes.quote_detail, name="quote-detail"),
    path("tags/", tags.tag_list, name="tag-list"),
    path("tags/<str:slug>/", tags.tag_detail, name="tag-detail"),
    path("stories/", stories.story_list, name="story-list"),
    path("stories/<str:slug>/", stories.story_detail, name="story-detail"),
    path("collections/", notebook.collection_list, name="collection-list"),
    path("collections/add/", notebook.collection_add, name="collection-add"),
    path("collections/<int:pk>/", notebook.collection_detail, name="collection-detail"),
    path("collections/<int:pk>/edit/", notebook.collection_edit, name="collection-edit"),
    path(
        "collections/<int:pk>/items/<int:item>/", notebook.collection_item, name="collection-item"
    ),
    path(
        "collections/<int:pk>/document.md", notebook.collection_document, name="collection-document"
    ),
    path("notes/", notebook.note_list, name="note-list"),
    path("notes/add/", notebook.note_add, name="note-add"),
    path("notes/<int:pk>/", notebook.note_edit, name="note-edit"),
    path("search/suggestions/", out.suggested, name="search-suggestions"),
    path("search/help/", help.search_help, name="search-help"),
]
