"""How gunicorn serves the archive: `python -m gunicorn -c newsroom/gunicorn_config.py`.

Values for two cores; gunicorn's own options and `GUNICORN_CMD_ARGS` go before these.
"""

import os
import signal
import sys
from pathlib import Path

host = os.environ.get("HOST") or "127.0.0.1"
if ":" in host and not host.startswith("["):
    host = f"[{host}]"

wsgi_app = "newsroom.wsgi:application"
bind = f"{host}:{os.environ.get('PORT') or '8000'}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
# A worker is replaced now and then, which bounds what a leak can cost; not both at once.
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
loglevel = "warning"
# The workers' sign of life is written to memory where there is such a folder: a slow disk would
# let a busy one pass for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def when_ready(server) -> None:
    """Say where the site is, once it listens."""
    sys.stdout.write(
        f"The archive is at http://{bind}/ (Ctrl-C stops it).\n"
        "An administrator for it: run `make admin` in this folder, then sign in at /admin/.\n"
    )
    sys.stdout.flush()


def post_worker_init(worker) -> None:
    """Leave Ctrl-C, which a terminal sends to every process, to the one that started the workers.

    It ends them by a signal of its own; a worker that met both at once could stop dead in
    gunicorn 27's handler, and would be killed only when `graceful_timeout` is over.
    """
    signal.signal(signal.SIGINT, lambda number, frame: None)
