"""Reads settings from environment variables; a bad value is refused by name, in a sentence."""

import ipaddress
import zoneinfo
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT_FOLDER = Path(__file__).resolve().parent.parent

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def refuse(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    """Return the error for variable `name` whose `value` is not what is `wanted`."""
    return ImproperlyConfigured(f"{name} is {value!r}, which will not do: {wanted}.")


class Environment:
    """Typed access to environment variables; an empty variable counts as one not set.

    Every method raises `ImproperlyConfigured`, naming variable and value, where it cannot be read.
    """

    def __init__(self, values: Mapping[str, str]):
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """Return the variable without blanks at its ends, or `default`."""
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes-or-no variable as a bool."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in YES | NO:
            raise refuse(name, value, "set it to 1 (on) or 0 (off)")
        return value in YES

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`."""
        value = self.text(name)
        if not value:
            return default
        digits = value.isascii() and value.isdigit() and len(value) < 10
        if not digits or not least <= int(value) <= most:
            raise refuse(name, value, f"it must be a whole number from {least} to {most}")
        return int(value)

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """Return one of `choices`, written in any case."""
        value = self.text(name, default).upper()
        if value not in choices:
            raise refuse(name, value, f"it must be one of {', '.join(choices)}")
        return value

    def names(self, name: str, default: str = "") -> list[str]:
        """Return the parts of a list written with commas."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def classes(self, name: str) -> list[str]:
        """Return dotted paths of classes, as far as their modules can be found without running."""
        paths = self.names(name)
        for path in paths:
            module = path.rpartition(".")[0]
            try:
                found = module and find_spec(module)
            except (ImportError, ValueError):
                found = None
            if not found:
                raise refuse(name, path, "it must name a class of an installed package")
        return paths

    def hosts(self, name: str, default: str) -> list[str]:
        """Return host names or addresses without scheme, port or path; IPv6 ones in brackets."""
        hosts = []
        for host in self.names(name, default):
            try:
                address = ipaddress.ip_address(host.strip("[]"))
            except ValueError:
                if set(host) & set("/: []@"):
                    raise refuse(
                        name,
                        host,
                        "name hosts alone, with commas between them: archive.example.org,[::1]",
                    ) from None
                hosts.append(host)
            else:
                hosts.append(f"[{address}]" if address.version == 6 else str(address))
        return hosts

    def folder(self, name: str, default: str) -> Path:
        """Return an absolute path; a relative one starts at the project's folder.

        So every command finds the same archive, wherever it is started.
        """
        value = self.text(name, default)
        try:
            path = PROJECT_FOLDER / Path(value).expanduser()
        except RuntimeError as error:
            raise refuse(name, value, "no home folder is known for it: write it out") from error
        if path.exists() and not path.is_dir():
            raise refuse(name, value, "it must be a folder, and this is a file")
        return path

    def time_zone(self, name: str, default: str) -> str:
        """Return the name of a time zone of the IANA database."""
        value = self.text(name, default)
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise refuse(
                name, value, "it must be a time zone's name, such as Europe/London"
            ) from error
        return value

    def site_url(self, name: str) -> str:
        """Return the address at which readers see the site, without a slash at its end, or ""."""
        value = self.text(name).rstrip("/")
        if not value:
            return ""
        wanted = "write scheme and host alone, such as https://archive.example.org"
        try:
            parts = urlsplit(value)
            usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError as error:
            raise refuse(name, value, wanted) from error
        if not usable or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise refuse(name, value, wanted)
        return value
