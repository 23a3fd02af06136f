"""Who may import whom, read from the code itself (docs/decisions.md says why)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "articles"
FOLDING = "articles.extraction.names"  # how names are compared: one rule, used everywhere


def imported(path: Path) -> set[str]:
    """Every module that the file imports, as dotted names; `from a import b` counts as a.b too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules(*rooms: str) -> list[Path]:
    """The Python files of the rooms, each a folder or a module below articles/."""
    files = []
    for room in rooms:
        place = APP / room
        files += sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return files


def within(names: set[str], package: str) -> set[str]:
    return {name for name in names if name == package or name.startswith(f"{package}.")}


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


SAYS_ENGLISH = ("sentences", "search/query", "search/lexer", "search/language", "search/dates")


@pytest.mark.parametrize("path", modules("formats", "extraction", *SAYS_ENGLISH), ids=label)
def test_reading_needs_no_django(path):
    assert not within(imported(path), "django")


@pytest.mark.parametrize("path", modules("extraction"), ids=label)
def test_extraction_uses_only_the_dataclasses_of_formats(path):
    used = within(imported(path), "articles.formats")
    assert not {name for name in used if not name.startswith("articles.formats.raw")}


@pytest.mark.parametrize("path", modules("formats", "extraction"), ids=label)
def test_reading_uses_nothing_of_the_rest(path):
    ours = within(imported(path), "articles")
    allowed = ("articles.formats", "articles.extraction")
    assert not {name for name in ours if not name.startswith(allowed) and name != "articles"}


@pytest.mark.parametrize("path", modules("models"), ids=label)
def test_models_use_querysets_and_addresses_only(path):
    ours = within(imported(path), "articles")
    allowed = ("articles.models", "articles.querysets", "articles.addresses")
    assert not {name for name in ours if not name.startswith(allowed)}


@pytest.mark.parametrize("path", modules("importing"), ids=label)
def test_importing_uses_reading_linking_models_and_the_sync(path):
    ours = within(imported(path), "articles")
    allowed = ("formats", "extraction", "linking", "models", "importing", "slugs", "search.sync")
    whole = {"articles.search", "articles.extraction", "articles"}
    assert not {
        name
        for name in ours - whole
        if not name.startswith(tuple(f"articles.{room}" for room in allowed))
    }


@pytest.mark.parametrize("path", modules("views", "admin"), ids=label)
def test_pages_do_not_import_or_read(path):
    ours = within(imported(path), "articles") - within(imported(path), FOLDING)
    refused = ("importing", "formats", "extraction", "linking")
    assert not {n for n in ours if n.startswith(tuple(f"articles.{room}" for room in refused))}


def test_only_urls_uses_views_and_nobody_uses_admin():
    for path in [*APP.rglob("*.py"), *(ROOT / "newsroom").rglob("*.py")]:
        names, room = imported(path), path.relative_to(ROOT).parts[1]
        if room not in ("views", "urls.py"):
            assert not within(names, "articles.views"), path
        if room != "admin":
            assert not within(names, "articles.admin"), path


@pytest.mark.parametrize("path", [*APP.rglob("*.py"), *(ROOT / "newsroom").glob("*.py")], ids=label)
def test_modules_stay_under_500_lines(path):
    if "migrations" not in path.parts:
        assert path.read_text(encoding="utf-8").count("\n") <= 500
