"""Rows as JSON and back, ids and all: what undoing an action brings back as it was."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core import serializers
from django.db import models

Row = dict[str, Any]
UNDONE = "undone at the desk"


def snapshot(rows: Iterable[models.Model]) -> list[Row]:
    """The rows with their ids and all columns, as a JSON column holds them."""
    # Django's own JSON cuts a time to milliseconds: a row would not come back as it was.
    found = serializers.serialize("python", rows)
    return json.loads(json.dumps(found, default=lambda value: value.isoformat()))


def restore(rows: Iterable[Row]) -> None:
    """Writes rows of `snapshot` as they were, over those of the same id where there are any, and
    says so in the history of those that have one.

    A user who is gone since is left out of them. What else a row refers to must be there.
    """
    users = set(get_user_model().objects.values_list("pk", flat=True))
    for found in serializers.deserialize("python", rows, ignorenonexistent=True):
        for field in found.object._meta.concrete_fields:
            if field.related_model is get_user_model():
                gone = getattr(found.object, field.attname) not in users
                if gone:
                    setattr(found.object, field.attname, None)
        row = found.object
        there = type(row)._base_manager.filter(pk=row.pk).exists()
        found.save()
        if hasattr(type(row), "history"):
            type(row).history.bulk_history_create([row], update=there, default_change_reason=UNDONE)
