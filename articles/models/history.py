"""What a record was before its first change: imports write rows in bulk, without a history."""

from django.db import models

AS_IT_CAME = "as it came"


def keep_first(row: models.Model) -> None:
    """Starts the history of a row with what the database holds now, if it has none yet.

    To be called before a row is changed, or its history would begin with the change and nobody
    could see what it was before. One query for a row that has a history.
    """
    if row.history.exists():
        return
    before = type(row)._base_manager.filter(pk=row.pk).first()
    if before is not None:
        made = getattr(before, "created_at", None)
        type(row).history.bulk_history_create(
            [before], default_change_reason=AS_IT_CAME, default_date=made
        )
