from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    """Makes the project's own system checks known, and what follows a migration."""

    name = "newsroom"

    def ready(self):
        from newsroom import checks  # noqa: F401 - importing it registers the checks
        from newsroom.databases import after_migrate

        post_migrate.connect(after_migrate, sender=self)
