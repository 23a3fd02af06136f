"""Addresses that moved: an old slug of a person, outlet, tag or story leads to the new one."""

from articles.models import OldAddress


def keep_old(kind: str, slug: str, target_id: int) -> None:
    """Has the slug, which nothing of this kind has any more, lead to the row of `target_id`."""
    OldAddress.objects.update_or_create(kind=kind, slug=slug, defaults={"target_id": target_id})


def take(kind: str, slug: str) -> None:
    """Gives a slug to a row that has it from now on: it is nobody's old address any more."""
    OldAddress.objects.filter(kind=kind, slug=slug).delete()


def moved(kind: str, before: str, after: str, target_id: int) -> None:
    """Notes that the row of `target_id` went from one slug to another; the same slug is nothing."""
    if before and before != after:
        take(kind, after)
        keep_old(kind, before, target_id)


def repoint(kind: str, from_id: int, to_id: int) -> list[int]:
    """Has the old addresses of one row lead to another; returns the ids of their rows."""
    rows = OldAddress.objects.filter(kind=kind, target_id=from_id)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(target_id=to_id)
    return ids
