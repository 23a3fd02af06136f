"""Sessions that know whose they are, so that an account can list and end its own."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class AccountSession(AbstractBaseSession):
    """A session; `account_id` is the signed-in user's, None for a visitor without an account."""

    account_id = models.BigIntegerField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> type:
        from newsroom.sessions import SessionStore

        return SessionStore
