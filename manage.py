#!/usr/bin/env python
"""Run an administrative command of the archive."""

import os
import sys

SETTINGS = "newsroom.settings"


def main() -> None:
    """Run the command; a setting that cannot be used ends it with one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from newsroom import secret

    # The first command on a new archive makes its data folder and its key, whichever it is.
    if os.environ["DJANGO_SETTINGS_MODULE"] == SETTINGS and secret.main():
        sys.exit(1)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The archive cannot start: {error}")


if __name__ == "__main__":
    main()
