"""Invented articles as files, for the tests of the import."""

from pathlib import Path

REPORT = """Harbour board votes to dredge the Tarn channel

By Ines Calloway

3 March 2025

TARNWICK – The harbour board voted on Monday to dredge the Tarn channel before winter, its \
chairwoman, Marguerite Oduya, said.

“The channel has lost a metre in four years,” Oduya said. “We cannot wait for another storm.”

Fishing boats have run aground twice this year, and the pilots refuse to bring in anything larger \
than a coaster at low water.

“It is cheaper than a wreck,” said Tobias Renn, the harbour master.
"""

REVISED = REPORT.replace("twice this year", "three times this year")

OTHER = """Brannoch school reopens after flood

5 March 2025

BRANNOCH – Pupils returned to Brannoch primary school on Wednesday, nine weeks after the river \
came through its hall.

“They ran in as if nothing had happened,” said Leonie Askew, the head teacher.

The county paid for new floors. The piano could not be saved.
"""


def write(folder: Path, **files: str) -> Path:
    """Writes each text to <name>.txt in the folder, which is made, and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
