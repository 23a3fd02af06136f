"""Memory that a long import no longer needs, given back to the system.

The index's writers and merges take and free much in threads that end. glibc keeps what was freed
for threads to come, some 200 MB within 20,000 articles, of which nothing is in use. A C library
that is not glibc gives it back by itself.
"""

import ctypes

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of mallopt(3)
_LARGE = 128 * 1024  # bytes: what glibc begins with


def map_large_blocks() -> None:
    """Has the C library map each large block by itself, so that freeing it gives it back.

    Else whatever large was freed before, as by a file of many megabytes, raises what counts as
    large, up to 32 MB (mallopt(3)), and blocks below that leave holes. It holds for the rest of the
    process, a web process that imported an upload too, which loses no more than that adaptation.
    """
    option = getattr(ctypes.CDLL(None), "mallopt", None)
    if option is not None:
        option(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Has the C library return memory that was freed."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
