"""The key that signs sessions and forms: made once, kept in the archive's data folder.

`python -m newsroom.secret` makes folder and key where they are missing; a site that gives
`NEWSROOM_SECRET_KEY` needs no file.
"""

import os
import secrets
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import Environment

FILE_NAME = "secret.key"
# Django's own deployment check (security.W009) asks for 50 characters.
LEAST_LENGTH = 50


def read_key(given: str, folder: Path, *, debug: bool) -> str:
    """Return the key that was `given`, else that of the data `folder`.

    With `debug` on a fixed key that protects nothing serves. Raises `ImproperlyConfigured` where
    there is no key, or one too short to be safe.
    """
    path = folder / FILE_NAME
    key, origin = given, "NEWSROOM_SECRET_KEY"
    if not key:
        origin = str(path)
        try:
            key = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            if debug:
                return "insecure-" + "debug" * 10
            raise ImproperlyConfigured(
                f"NEWSROOM_SECRET_KEY is not set and {path} does not exist: set it to"
                f" {LEAST_LENGTH} random characters or more, or run `python -m newsroom.secret`,"
                " which makes the file."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{path} cannot be read as a key: {error}.") from error
    if len(key) < LEAST_LENGTH:
        raise ImproperlyConfigured(
            f"The key in {origin} has {len(key)} characters; a safe one has {LEAST_LENGTH} or more."
        )
    return key


def make_key(folder: Path) -> bool:
    """Write a random key that its owner alone can read, unless there is one; True where written.

    Raises `OSError` where it cannot be written.
    """
    try:
        handle = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(LEAST_LENGTH) + "\n")
    return True


def main() -> int:
    """Make the data folder and the key that the environment names; return the exit status."""
    try:
        environment = Environment(os.environ)
        folder = environment.folder("NEWSROOM_DATA", "var")
        # What is embargoed lies in there too: other users of the machine have no business in it.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not environment.text("NEWSROOM_SECRET_KEY"):
            make_key(folder)
    except (ImproperlyConfigured, OSError) as error:
        sys.stderr.write(f"No secret key could be made: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
