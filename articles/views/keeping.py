"""What a reader kept of an article: notes on its passages, and the collections it can go into."""

from typing import Any

from articles.models import Article, Collection, Note
from articles.querysets import User

MAY_NOTE = "articles.add_note"


def kept_context(article: Article, user: User) -> dict[str, Any]:
    """What `_keep.html` needs: the notes that the user may read, in the order of the text, and the
    collections of their own; two queries, none for a reader who may keep nothing."""
    if not user.has_perm(MAY_NOTE):
        return {"may_note": False, "notes": [], "own_collections": []}
    notes = Note.objects.visible_to(user).filter(article=article).select_related("user")
    return {
        "may_note": True,
        "notes": list(notes.order_by("field", "start", "pk")),
        "own_collections": list(Collection.objects.filter(user=user).order_by("title")),
    }
