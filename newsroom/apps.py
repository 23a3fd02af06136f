from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Makes the project's own system checks known."""

    name = "newsroom"

    def ready(self):
        from newsroom import checks  # noqa: F401 - importing it registers the checks
