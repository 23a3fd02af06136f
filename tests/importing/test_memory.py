"""Memory given back: asked of the C library where it can, and of no other."""

import ctypes
from types import SimpleNamespace

from articles.importing import memory


def test_the_library_is_asked(monkeypatch):
    asked = []
    library = SimpleNamespace(
        mallopt=lambda *given: asked.append(("mallopt", *given)),
        malloc_trim=lambda *given: asked.append(("malloc_trim", *given)),
    )
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    memory.map_large_blocks()
    memory.give_back()
    assert asked == [("mallopt", -3, 131_072), ("malloc_trim", 0)]


def test_a_library_without_it_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    memory.map_large_blocks()
    memory.give_back()
