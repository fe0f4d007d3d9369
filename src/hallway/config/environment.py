"""Everything an administrator can say to Hallway, read from environment variables in one place.

Nothing else reads ``HALLWAY_*``. A name nobody knows or a value that makes no sense is a ``ValueError`` with one
sentence, so that a typing mistake is found at the start and not in the middle of a school day.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from hallway.core.dkim import Signer, read_signer
from hallway.core.mailservers import LOOPBACK, MailProvider, MailServer, read_out, read_push, with_tokens

from .variables import SECRETS, SEVERAL_LINES, VARIABLES

SECRET_KEY_FILE = "secret_key"  # noqa: S105 - a file name


class Client(NamedTuple):
    """An OpenID Connect client. ``issuer`` is an address; ``name`` what the sign-in button says."""

    name: str
    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class Environment:
    """What was said, checked and given types. Empty string, empty tuple or None: not said."""

    data: Path
    database_url: str
    secret_key: str
    old_secret_key: str
    bind: tuple[str, int]
    url: str
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    metrics_token: str
    files: str
    mail_address: str
    mail_out: MailServer | MailProvider | None
    mail_in: tuple[MailServer, ...]
    mail_secret_ends: date | None
    mail_push: dict[str, str]
    google: Client | None
    microsoft: Client | None
    oidc: Client | None
    demo: bool
    canary: bool = True
    dkim: Signer | None = None

    def __repr__(self) -> str:
        """Only what is no secret, so that a log of it gives nothing away."""
        shown = ("data", "bind", "url", "files", "mail_address")
        return (
            f"Environment({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in fields(self) if f.name in shown)})"
        )


def clone() -> Path | None:
    """The folder of the source clone this runs from, or None when Hallway came as a package."""
    top = Path(__file__).resolve().parents[3]
    return top if (top / "pyproject.toml").is_file() and (top / "bin").is_dir() else None


def default_data(environ: Mapping[str, str]) -> Path:
    """Where data lives when nobody said: /var/lib/hallway/data as root, else .hallway in the clone, else the user's
    data folder (as root PostgreSQL runs under another account, which seldom may enter root's own folders)."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/hallway/data")
    if top := clone():
        return top / ".hallway"
    return Path(environ.get("XDG_DATA_HOME") or Path(environ.get("HOME") or "/var/tmp") / ".local/share") / "hallway"  # noqa: S108


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read and check every ``HALLWAY_*`` of ``environ``. Raises ValueError with one sentence for the first mistake."""
    said = _values(environ)
    data = Path(said.get("HALLWAY_DATA") or default_data(environ)).expanduser().absolute()
    bind = _bind(said.get("HALLWAY_BIND") or "127.0.0.1:8000")
    key = said.get("HALLWAY_SECRET_KEY") or _kept_key(data)
    if key and len(key) < 32:
        raise ValueError("HALLWAY_SECRET_KEY is shorter than 32 characters; make a longer random one.")
    for switch in ("HALLWAY_DEMO", "HALLWAY_CANARY"):
        if said.get(switch, "") not in ("", "0", "1"):
            raise ValueError(f"{switch} must be 1 or 0.")
    token = said.get("HALLWAY_METRICS_TOKEN", "")
    if token and len(token) < 16:
        raise ValueError("HALLWAY_METRICS_TOKEN is shorter than 16 characters; make a longer random one.")
    return Environment(
        data=data,
        database_url=_database(said.get("HALLWAY_DATABASE_URL", "")),
        secret_key=key,
        old_secret_key=said.get("HALLWAY_OLD_SECRET_KEY", ""),
        bind=bind,
        url=_public(said.get("HALLWAY_URL") or _local_url(bind)),
        trusted_proxies=_networks(said.get("HALLWAY_TRUSTED_PROXIES", "")),
        metrics_token=token,
        files=_files(said.get("HALLWAY_FILES", ""), data),
        mail_address=_address(said.get("HALLWAY_MAIL_ADDRESS", "")),
        mail_out=read_out("HALLWAY_MAIL_OUT", said.get("HALLWAY_MAIL_OUT", "")),
        mail_in=with_tokens("HALLWAY_MAIL_IN", "HALLWAY_MAIL_OAUTH_", said),
        mail_push=read_push("HALLWAY_MAIL_PUSH", said.get("HALLWAY_MAIL_PUSH", "")),
        mail_secret_ends=_day("HALLWAY_MAIL_OAUTH_SECRET_ENDS", said.get("HALLWAY_MAIL_OAUTH_SECRET_ENDS", "")),
        google=_client(said, "GOOGLE", "Google", "https://accounts.google.com"),
        microsoft=_client(said, "MICROSOFT", "Microsoft", _tenant(said.get("HALLWAY_MICROSOFT_TENANT", ""))),
        oidc=_client(said, "OIDC", said.get("HALLWAY_OIDC_NAME", ""), said.get("HALLWAY_OIDC_ISSUER", "")),
        demo=said.get("HALLWAY_DEMO") == "1",
        canary=said.get("HALLWAY_CANARY") != "0",
        dkim=read_signer(said),
    )


def _values(environ: Mapping[str, str]) -> dict[str, str]:
    names = {name for name, _ in VARIABLES}
    said = {}
    for name, value in sorted(environ.items()):
        if not name.startswith("HALLWAY_"):
            continue
        plain = name.removesuffix("_FILE")
        if name not in names and plain not in SECRETS:
            raise ValueError(f"{name} is not a setting Hallway knows; docs/reference/environment.md lists them all.")
        if "\0" in value or "\n" in value.strip():
            raise ValueError(f"{name} holds a line break or a NUL character, which no setting may.")
        if name in names:
            said[name] = value.strip()
        elif not value:
            continue
        elif environ.get(plain):
            raise ValueError(f"{plain} and {name} are both set; keep one of them.")
        else:
            said[plain] = _secret_file(name, Path(value))
    return said


def _secret_file(name: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{name} names the file {path}, which cannot be read.") from None
    if name.removesuffix("_FILE") in SEVERAL_LINES:
        text = " ".join(text.split())
    if not text or "\n" in text or "\0" in text:
        raise ValueError(f"{name} names the file {path}, which should hold exactly one line.")
    return text


def _kept_key(data: Path) -> str:
    """The key that ``hallway up`` left in the data folder; empty when there is none or it is not ours to read."""
    try:
        return (data / SECRET_KEY_FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _split(name: str, value: str) -> SplitResult:
    """``value`` as an address; the sentence never repeats it, since it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port
        return parts
    except ValueError:
        raise ValueError(f"{name} is not an address that can be read.") from None


def _database(value: str) -> str:
    if value and _split("HALLWAY_DATABASE_URL", value).scheme not in ("postgresql", "postgres"):
        raise ValueError("HALLWAY_DATABASE_URL must start with postgresql://; Hallway speaks to PostgreSQL only.")
    return value


def _bind(value: str) -> tuple[str, int]:
    host, colon, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or "127.0.0.1"
    if not colon or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("HALLWAY_BIND must be an address and a port, like 127.0.0.1:8000.")
    if not re.fullmatch(r"[0-9A-Za-z.:%-]+", host):
        raise ValueError("HALLWAY_BIND names a host with characters that no host name has.")
    return host, int(port)


def _local_url(bind: tuple[str, int]) -> str:
    host, port = bind
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - the link, not the listener
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _public(value: str) -> str:
    parts = _split("HALLWAY_URL", value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("HALLWAY_URL must be an address like https://help.example.org.")
    if parts.path.strip("/"):
        raise ValueError("HALLWAY_URL must not have a path; Hallway wants a host name of its own.")
    return f"{parts.scheme}://{parts.netloc}"


def _networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError("HALLWAY_TRUSTED_PROXIES must be addresses or networks, like 10.0.0.1,10.1.0.0/16.") from None


def _files(value: str, data: Path) -> str:
    if value.startswith("s3://"):
        if not urlsplit(value).netloc:
            raise ValueError("HALLWAY_FILES names no bucket; write s3://bucket or s3://bucket/prefix.")
        return value
    if "://" in value or (value and not Path(value).is_absolute()):
        raise ValueError("HALLWAY_FILES must be an absolute folder or s3://bucket/prefix.")
    return value or str(data / "files")


def _address(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+", value):
        raise ValueError("HALLWAY_MAIL_ADDRESS must be one mail address, like help@example.org.")
    return value


def _day(name: str, value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError(f"{name} must be a day like 2027-06-30.") from None


def _tenant(value: str) -> str:
    if not value:
        return ""
    if not re.fullmatch(r"[0-9A-Za-z.-]+", value):
        raise ValueError("HALLWAY_MICROSOFT_TENANT must be a tenant id or a domain.")
    return f"https://login.microsoftonline.com/{value}/v2.0"


def _client(said: Mapping[str, str], door: str, name: str, issuer: str) -> Client | None:
    prefix = f"HALLWAY_{door}"
    if not any(value for key, value in said.items() if key.startswith(prefix)):
        return None
    client_id, secret = said.get(f"{prefix}_CLIENT_ID", ""), said.get(f"{prefix}_CLIENT_SECRET", "")
    if not (client_id and secret and issuer and name):
        wanted = [key for key, _ in VARIABLES if key.startswith(prefix)]
        raise ValueError(f"Sign-in needs {', '.join(wanted)} together; one of them is missing.")
    parts = _split(f"{prefix}_ISSUER", issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError(f"{prefix}_ISSUER must be an https:// address.")
    return Client(name, issuer.rstrip("/"), client_id, secret)
