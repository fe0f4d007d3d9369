"""Dovecot from the system's packages, started on loopback for the tests that want it: passwords, tokens, IDLE, read-only folders."""

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from .servers import PASSWORD, USER, free_port

PROGRAM = "/usr/sbin/dovecot"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login{token_mechanisms}
mail_location = maildir:{place}/mail/%u
first_valid_uid = 0
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {login}
mail_plugins = acl
mail_max_userip_connections = 100
plugin {{
  acl = vfile
}}
{token_passdb}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {place}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""
TOKEN_PASSDB = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {place}/oauth2
}}
"""


def there():
    """Skip, with the reason, where Dovecot is not and cannot be installed; with CI set that is a failure."""
    if not os.path.exists(PROGRAM) and os.geteuid() == 0 and shutil.which("apt-get"):
        with contextlib.suppress(subprocess.SubprocessError):
            subprocess.run(
                ["apt-get", "install", "-y", "--no-install-recommends", "dovecot-imapd"],
                capture_output=True,
                timeout=300,
            )
    if not os.path.exists(PROGRAM):
        reason = "Dovecot is not installed and could not be: apt-get install dovecot-imapd"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout
    if not version.startswith("2.3"):
        pytest.skip(f"the tests' configuration is for Dovecot 2.3, not {version.split()[0]}")


class Dovecot:
    """A running server: ``port``, ``place`` (its folder); ``user``, whose mail lies in ``maildir`` and who has a ``client()``."""

    def __init__(self, port, place):
        self.port, self.place, self.user, self.number = port, place, USER, 0

    @property
    def maildir(self):
        return self.place / "mail" / self.user

    def client(self, folder="INBOX"):
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        client.login(self.user, PASSWORD)
        client.select(folder)
        return client

    def anew(self):
        """Another user from now on, who has no mail yet."""
        self.number += 1
        self.user = f"{USER}{self.number}"


@contextlib.contextmanager
def dovecot(tokeninfo=""):
    """A ``Dovecot``. ``tokeninfo``: where it asks about access tokens (an address that the token is put behind)."""
    there()
    place, port = Path(tempfile.mkdtemp(prefix="hallway-dovecot-")), free_port()
    place.chmod(0o755)
    if os.geteuid() == 0:
        account, login, who = "dovecot", "dovenull", pwd.getpwnam("nobody")
        uid, gid = who.pw_uid, who.pw_gid
    else:
        account = login = getpass.getuser()
        uid, gid = os.getuid(), os.getgid()
    for name in ("run", "state", "mail"):
        (place / name).mkdir()
    os.chown(place / "mail", uid, gid)
    (place / "users").write_text(
        "".join(f"{name}:{{PLAIN}}{PASSWORD}:::::\n" for name in [USER, *(f"{USER}{n}" for n in range(1, 40))])
        + "ayuda:{PLAIN}contraseña:::::\n"
    )
    (place / "users").chmod(0o644)
    (place / "oauth2").write_text(
        f"tokeninfo_url = {tokeninfo}\nintrospection_mode = auth\n"
        "username_attribute = email\nactive_attribute = active\nactive_value = yes\n"
    )
    (place / "conf").write_text(
        CONFIG.format(
            place=place, port=port, account=account, login=login, uid=uid, gid=gid,
            group=grp.getgrgid(pwd.getpwnam(account).pw_gid).gr_name,
            token_mechanisms=" xoauth2 oauthbearer" if tokeninfo else "",
            token_passdb=TOKEN_PASSDB.format(place=place) if tokeninfo else "",
        )
    )  # fmt: skip
    server = subprocess.Popen(
        [PROGRAM, "-F", "-c", str(place / "conf")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        for _try in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                raise RuntimeError(server.stderr.read().decode()[-500:])
            time.sleep(0.1)
        yield Dovecot(port, place)
    finally:
        server.terminate()
        server.wait(20)
        server.stderr.close()
        shutil.rmtree(place, ignore_errors=True)
