"""The project: settings, addresses, health and security around the articles app.

A SQLite of 3.7.0 to 3.51.2 can corrupt a WAL database that several processes write
(sqlite.org/wal.html, "the WAL-reset bug"), and the one that comes with Python is mostly such.
The newer one of `pysqlite3` takes its place here, before anything opens a database: two copies of
SQLite on one file in one process would break each other's locks.
"""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:
    # No wheel for this platform: a system check (newsroom.checks) warns where it matters.
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
