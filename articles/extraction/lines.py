"""The lines of a page, and the paragraphs that they make, each with its place in the raw text."""

import re
from typing import NamedTuple

_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")

# Characters that show nothing: controls, zero-width blanks, soft hyphens, and marks that force a
# direction on other text (left-to-right and right-to-left marks stay, for Hebrew and Arabic need
# them).
_UNSEEN = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)]
    + [0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Joiners shape Persian, Indic and emoji; between Latin characters they are debris.
_JOINERS = " \u200c\u200d"
_LATIN_JOINER = re.compile(r"(?<![^\x00-\u024f])[\u200c\u200d]++(?![^\x00-\u024f])")

_ODD = re.compile(f"[{''.join(map(chr, _UNSEEN))}\u200c\u200d\ud800-\udfff]")

_NARROWEST, _WIDEST = 40, 100
_SENTENCE_END = re.compile(r"[.!?:;…。！？\"”’')\]]$")
_LIST_MARK = re.compile(r"(?:[-*•‣◦▪–—]|\d{1,2}[.)])\s")


class Block(NamedTuple):
    """A paragraph or a line on its own: raw[start:end], and that text folded (see `fold`).

    `gap` is the number of blank lines before it.
    """

    start: int
    end: int
    text: str
    gap: int = 0


def fold(text: str) -> str:
    """The text with each run of blanks as one space and nothing that is not seen."""
    if text.isprintable():  # holds no blank but the space, and nothing unseen
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    if not _ODD.search(text):
        return " ".join(text.split())
    text = _LATIN_JOINER.sub("", text.translate(_UNSEEN))
    return _LONE_SURROGATE.sub("\ufffd", " ".join(text.split()).strip(_JOINERS))


def raw_offset(raw: str, start: int, end: int, folded: int) -> int:
    """Where in raw[start:end] the text goes on after the first `folded` characters of its fold."""
    wanted = sum(1 for c in fold(raw[start:end])[:folded] if c not in _JOINERS)
    for pos in range(start, end):
        if not _shows(raw[pos]):
            continue
        if wanted == 0:
            return pos
        wanted -= 1
    return end


def split_blocks(raw: str) -> list[Block]:
    """The paragraphs of a page, in order; every line that shows anything is in exactly one.

    Each line is a paragraph, but in a text wrapped at a fixed width (72 columns, say) the lines of
    a paragraph are joined, hyphens left as they stand.
    """
    lines = _split_lines(raw)
    width = _wrap_width(raw, lines)
    if not width:
        return lines
    runs: list[list[Block]] = []
    for line in lines:
        if runs and _goes_on(raw, runs[-1][-1], line, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [
        Block(run[0].start, run[-1].end, fold(raw[run[0].start : run[-1].end]), run[0].gap)
        for run in runs
    ]


def _shows(sign: str) -> bool:
    return "!" <= sign <= "~" or bool(fold(sign))


def _split_lines(raw: str) -> list[Block]:
    lines, pos, gap = [], 0, 0
    breaks = [match.span() for match in _BREAK.finditer(raw)] + [(len(raw), len(raw))]
    for end, after in breaks:
        text = fold(raw[pos:end]) if pos < end else ""
        if text:
            start, stop = pos, end
            while not _shows(raw[start]):
                start += 1
            while not _shows(raw[stop - 1]):
                stop -= 1
            lines.append(Block(start, stop, text, gap))
            gap = 0
        else:
            gap += 1
        pos = after
    return lines


def _wrap_width(raw: str, lines: list[Block]) -> int:
    """The column at which the text was wrapped, or 0.

    It was where no line is longer than a page is wide and most lines that have no room for the next
    line's first word also stop short of a sentence's end.
    """
    widths = [len(line.text) for line in lines if " " in line.text]
    if len(lines) < 3 or not widths or not _NARROWEST <= max(widths) <= _WIDEST:
        return 0
    width = max(widths)
    full = [
        line
        for line, after in zip(lines, lines[1:], strict=False)
        if after.gap == 0 and _is_full(line, after, width)
    ]
    broken = sum(1 for line in full if not _SENTENCE_END.search(line.text))
    return width if broken >= 2 and broken * 2 > len(full) else 0


def _is_full(line: Block, after: Block, width: int) -> bool:
    """True where the next line's first word had no room; editors wrap up to eight columns early."""
    return len(line.text) + 1 + len(after.text.split(" ", 1)[0]) > width - 8


def _goes_on(raw: str, line: Block, after: Block, width: int) -> bool:
    if after.gap or not _is_full(line, after, width) or _LIST_MARK.match(after.text):
        return False
    indent = raw[max(0, after.start - 4) : after.start]
    indented = indent.endswith(("  ", "\t")) and not raw[
        max(0, line.start - 4) : line.start
    ].endswith(("  ", "\t"))
    return not (indented and _SENTENCE_END.search(line.text))
