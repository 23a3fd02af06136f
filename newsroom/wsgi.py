"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
# Seconds after which PostgreSQL gives up on a page's query. Commands have no such limit.
os.environ.setdefault("NEWSROOM_STATEMENT_TIMEOUT", "5")

application = get_wsgi_application()
