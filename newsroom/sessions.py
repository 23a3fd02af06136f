"""The session engine: Django's own database sessions, with the account in a column.

The way that Django's documentation gives under "Extending database-backed session engines".
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from newsroom.models import AccountSession


class SessionStore(DatabaseStore):
    """Database sessions in AccountSession rows."""

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def create_model_instance(self, data: dict) -> AccountSession:
        """The row of this session, with the id of the user whom it signs in, if any."""
        session = super().create_model_instance(data)
        account = data.get(SESSION_KEY)
        session.account_id = int(account) if account else None
        return session
