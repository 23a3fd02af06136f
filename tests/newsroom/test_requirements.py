"""Everything that gets installed is pinned, what the packages bring along included."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from newsroom.environment import PROJECT_FOLDER


def read_requirements(path: Path) -> dict[str, Requirement]:
    """Return the requirements of a file, and of those that it names, by name."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            found |= read_requirements(path.parent / line.removeprefix("-r "))
        elif line:
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def needed_by(requirement: Requirement) -> list[Requirement]:
    """Return what an installed package needs on this machine, with the extras asked of it."""
    needs = [Requirement(text) for text in metadata.requires(requirement.name) or []]
    extras = requirement.extras | {""}
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_line_pins_one_version(name):
    for requirement in read_requirements(PROJECT_FOLDER / name).values():
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_what_packages_bring_along_is_pinned_too(name):
    pinned = read_requirements(PROJECT_FOLDER / name)
    here = [each for each in pinned.values() if each.marker is None or each.marker.evaluate()]

    missing = {
        f"{need.name} (for {requirement.name})"
        for requirement in here
        for need in needed_by(requirement)
        if canonicalize_name(need.name) not in pinned
    }
    assert not missing


def test_the_tests_run_with_the_pinned_versions():
    for requirement in read_requirements(PROJECT_FOLDER / "requirements-dev.txt").values():
        if requirement.marker is None or requirement.marker.evaluate():
            assert metadata.version(requirement.name) in requirement.specifier, requirement
