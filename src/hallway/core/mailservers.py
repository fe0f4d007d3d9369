"""Mail servers as addresses: smtp://user:password@host:587, imaps://…/INBOX. Read here for the environment and the settings page."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
OUT = {"smtp": 587, "smtps": 465}
IN = {"imap": 143, "imaps": 993}


# Who gives access tokens: the token endpoint (of a tenant) and the right that reads mail.
PROVIDERS = {
    "google": ("https://oauth2.googleapis.com/token", ""),
    "microsoft": (
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
    ),
    "oauth": ("", ""),
}
APP_SCOPE = "https://outlook.office365.com/.default"  # Microsoft, for an application that signs in as itself


class OAuthClient(NamedTuple):
    """With what a mailbox gets access tokens instead of a password. ``refresh_token`` "": the application signs in as itself."""

    token_url: str
    client_id: str
    client_secret: str
    refresh_token: str
    scope: str


class MailServer(NamedTuple):
    """One mail server. ``tls``: ``implicit``, ``starttls`` or ``none``. ``folder``: an IMAP folder, else empty. ``auth``: "" for a
    password, else one of ``PROVIDERS``, and ``oauth`` says how."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    folder: str
    auth: str = ""
    oauth: OAuthClient | None = None


class MailProvider(NamedTuple):
    """A provider that takes mail over its API. ``options``: what Anymail calls its settings; ``reports``: those that check the
    signature of what the provider reports about mails, empty when it reports nothing."""

    name: str
    options: dict
    reports: dict


# Anymail's providers that need nothing but an address on the web, and what each calls its key (and the second half of it).
KEYS = {
    "brevo": ("api_key",), "mailersend": ("api_token",), "mailgun": ("api_key",), "mailjet": ("api_key", "secret_key"),
    "mailtrap": ("api_token",), "mandrill": ("api_key",), "postal": ("api_key",), "postmark": ("server_token",),
    "resend": ("api_key",), "scaleway": ("secret_key",), "sendgrid": ("api_key",), "sparkpost": ("api_key",),
    "unisender_go": ("api_key",),
}  # fmt: skip
REPORTS = {
    "webhook_secret", "webhook_signing_key", "signing_secret", "webhook_key", "tracking_webhook_verification_key",
}  # fmt: skip


def read_provider(name: str, value: str) -> MailProvider:
    """The provider that ``anymail+PROVIDER://KEY@?setting=value`` names. Raises ValueError with a sentence that repeats no key."""
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError(f"{name} is not an address that can be read.") from None
    provider = parts.scheme.removeprefix("anymail+").replace("-", "_")
    if provider not in KEYS:
        raise ValueError(f"{name} knows these providers after anymail+: {', '.join(sorted(KEYS))}.")
    if parts.hostname or parts.path.strip("/"):
        raise ValueError(f"{name} must look like anymail+{provider}://KEY@?setting=value.")
    said = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
    keys = [unquote(parts.username or ""), unquote(parts.password or "")][: len(KEYS[provider])]
    options = dict(zip(KEYS[provider], keys, strict=False)) | {k: v for k, v in said.items() if k not in REPORTS}
    if not all(options.get(key) for key in KEYS[provider]):
        raise ValueError(f"{name} needs the provider's key: anymail+{provider}://{':'.join(KEYS[provider])}@")
    if not all(re.fullmatch(r"[a-z_]+", key) for key in options):
        raise ValueError(f"{name} holds a setting with a name that Anymail does not know.")
    return MailProvider(provider, options, {k: v for k, v in said.items() if k in REPORTS and v})


def read_out(name: str, value: str) -> MailServer | MailProvider | None:
    """Where mail goes out: a mail server, or a provider's API."""
    return read_provider(name, value) if value.startswith("anymail+") else read_server(name, value, OUT)


def oauth_client(auth, *, client_id, client_secret, refresh_token="", tenant="", token_url="") -> OAuthClient:
    """The ``OAuthClient`` of one of ``PROVIDERS``. Raises ValueError with a sentence when something it needs is missing."""
    address, scope = PROVIDERS[auth]
    if auth == "microsoft" and not tenant and not token_url:
        raise ValueError("Microsoft needs the tenant: its id or domain.")
    if not re.fullmatch(r"[0-9A-Za-z.-]*", tenant):
        raise ValueError("The tenant must be its id or a domain.")
    if auth == "microsoft" and not refresh_token:
        scope = APP_SCOPE
    if auth == "google" and not refresh_token:
        raise ValueError("Google needs a refresh token.")
    token_url = token_url or address.format(tenant=tenant)
    parts = urlsplit(token_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("The token address must begin with https://.")
    if not client_id or not (client_secret or refresh_token):
        raise ValueError("A client id and its secret are needed.")
    return OAuthClient(token_url, client_id, client_secret, refresh_token, scope)


def read_server(name: str, value: str, schemes: dict[str, int]) -> MailServer | None:
    """The server that ``value`` names, None when it is empty. ``schemes``: ``OUT`` or ``IN``; ``name`` stands in the sentence of
    the ValueError, which never repeats the value since it may hold a password.

    Without ``?tls=``: encrypted, except to this very machine, where a relay seldom has a certificate.
    """
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError(f"{name} is not an address that can be read.") from None
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError(
            f"{name} must look like {' or '.join(f'{scheme}://user:password@host' for scheme in schemes)}."
        )
    implicit = parts.scheme.endswith("s")
    said = parse_qs(parts.query, keep_blank_values=True)
    tls = said.pop("tls", ["implicit" if implicit else "none" if parts.hostname in LOOPBACK else "starttls"])[-1]
    auth = said.pop("auth", [""])[-1] if schemes is IN else ""
    if said or tls not in (("implicit",) if implicit else ("starttls", "none")):
        more = " or ?auth=google, microsoft or oauth" if schemes is IN else ""
        raise ValueError(f"{name} may end in ?tls=starttls or ?tls=none{more} and nothing else.")
    if auth not in ("", *PROVIDERS):
        raise ValueError(f"{name} knows ?auth=google, ?auth=microsoft and ?auth=oauth.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = ""
    if schemes is IN:
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if not user or not (password or auth):
            raise ValueError(f"{name} needs a user name and a password.")
    return MailServer(parts.hostname, port or schemes[parts.scheme], user, password, tls, folder, auth)


def read_servers(name: str, value: str, schemes: dict[str, int]) -> tuple[MailServer, ...]:
    """Several, separated by commas (a comma in a password is no separator)."""
    parts = re.split(r",(?=\s*\w+://)", value)
    return tuple(server for part in parts if (server := read_server(name, part.strip(), schemes)))


def with_tokens(name: str, prefix: str, said: Mapping[str, str]) -> tuple[MailServer, ...]:
    """The servers that ``name`` says, those with ``?auth=`` knowing how to get tokens. What stands in the password's place is that
    mailbox's own refresh token. ``said``: {variable: value}, among them ``prefix`` with CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, TENANT
    and TOKEN_URL."""
    about = {key: said.get(prefix + key.upper(), "") for key in ("client_id", "client_secret", "tenant", "token_url")}
    made = []
    for server in read_servers(name, said.get(name, ""), IN):
        if server.auth:
            refresh = server.password or said.get(f"{prefix}REFRESH_TOKEN", "")
            try:
                client = oauth_client(server.auth, refresh_token=refresh, **about)
            except ValueError as told:
                raise ValueError(f"{name} says ?auth={server.auth}, but {prefix}* do not fit. {told}") from None
            server = server._replace(password="", oauth=client)
        made.append(server)
    return tuple(made)


PUSHING = ("mailgun", "mandrill", "mailersend", "postal")  # providers that sign what they push, and hand over raw mail


def read_push(name: str, value: str) -> dict[str, str]:
    """{provider: its signing key} of ``mailgun:KEY,postal:KEY``. Raises ValueError with a sentence that repeats no key."""
    keys = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        provider, colon, key = part.partition(":")
        if provider not in PUSHING or not colon or len(key) < 16 or not key.isascii():
            raise ValueError(
                f"{name} must look like mailgun:KEY; it knows {', '.join(PUSHING)}, keys of 16 characters or more."
            )
        keys[provider] = key
    return keys
