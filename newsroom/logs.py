"""How the log is written: one line a record."""

import logging


class LineFormatter(logging.Formatter):
    r"""Writes a record, traceback included, on one line: a line's end within it shows as `\n`.

    So nothing that a visitor sends can pass for a record of its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        return "\\n".join(super().format(record).splitlines())
