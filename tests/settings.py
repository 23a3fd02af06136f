"""Settings of the tests: the archive's own, on a data folder that is thrown away afterwards."""

import os
import tempfile
from pathlib import Path

# A process that a test starts finds the folder of the process that started it.
TEST_DATA = os.environ.get("NEWSROOM_TEST_DATA", "")
if not TEST_DATA:
    temporary_folder = tempfile.TemporaryDirectory(prefix="newsroom-tests-")
    TEST_DATA = temporary_folder.name

# Tests that run side by side have a folder each, and so have the processes that they start.
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and Path(TEST_DATA).name != worker:
    TEST_DATA = str(Path(TEST_DATA) / worker)
    Path(TEST_DATA).mkdir(exist_ok=True)

# Nothing of the machine's own archive may reach the tests, and the other way round. DATABASE_URL
# alone passes: tests/postgres.py names a throw-away server by it.
for name in [name for name in os.environ if name.startswith("NEWSROOM_")]:
    del os.environ[name]
os.environ |= {
    "NEWSROOM_TEST_DATA": TEST_DATA,
    "NEWSROOM_DATA": TEST_DATA,
    "NEWSROOM_SECRET_KEY": "key-of-the-tests-that-protects-nothing-" + "x" * 20,
    "NEWSROOM_OPEN_READING": "1",
}

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in an archive: in memory there is neither WAL nor a second connection.
    DATABASES["default"]["TEST"] = {"NAME": Path(TEST_DATA) / "test.sqlite3"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files are served as they are: no test needs to collect them first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)
# Sign-ins of the tests have no request to count failures by; tests of the lock turn it on.
AXES_ENABLED = False
