import logging

from newsroom.logs import LineFormatter


def make_record(message: str, *arguments, error: Exception | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("desk", logging.INFO, __file__, 1, message, arguments, info)


def test_what_a_visitor_sends_cannot_begin_a_line():
    line = LineFormatter().format(make_record("Not found: %s", "/a\n2026 INFO forged\r\u2028x"))

    assert line == r"Not found: /a\n2026 INFO forged\n\nx"


def test_a_traceback_stays_on_the_line_of_its_record():
    line = LineFormatter().format(make_record("failed", error=ValueError("first\nsecond")))

    assert line == r"failed\nValueError: first\nsecond"
