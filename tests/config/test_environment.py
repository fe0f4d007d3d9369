"""What an administrator says is read with types, and every mistake is one sentence."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from hallway.config.environment import SECRETS, VARIABLES, Client, read_environment
from hallway.core.mailservers import MailServer

KEY = "k" * 40


def test_nothing_said_gives_defaults_for_one_machine():
    said = read_environment({"HOME": "/home/somebody", "PATH": "/bin"})
    assert said.bind == ("127.0.0.1", 8000)
    assert said.url == "http://127.0.0.1:8000"
    assert said.files == str(said.data / "files")
    assert (said.database_url, said.mail_out, said.mail_in, said.google, said.demo) == ("", None, (), None, False)


def test_everything_said_is_read(tmp_path):
    (tmp_path / "secret").write_text("s3cret\n")
    said = read_environment(
        {
            "HALLWAY_DATA": str(tmp_path),
            "HALLWAY_DATABASE_URL": "postgresql://hallway@db/hallway",
            "HALLWAY_SECRET_KEY": KEY,
            "HALLWAY_BIND": "[::1]:9000",
            "HALLWAY_URL": "https://help.example.org/",
            "HALLWAY_TRUSTED_PROXIES": "10.0.0.1, 10.1.0.0/16",
            "HALLWAY_METRICS_TOKEN": "m" * 20,
            "HALLWAY_MAIL_OUT": "smtp://me%40x.org:p%2Fw@mail.example.org",
            "HALLWAY_MAIL_IN": "imaps://a:b,c@one.example.org/Help/In,imap://d:e@127.0.0.1:1143",
            "HALLWAY_MAIL_ADDRESS": "help@example.org",
            "HALLWAY_FILES": "s3://bucket/school",
            "HALLWAY_GOOGLE_CLIENT_ID": "gid",
            "HALLWAY_GOOGLE_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
            "HALLWAY_MICROSOFT_CLIENT_ID": "mid",
            "HALLWAY_MICROSOFT_CLIENT_SECRET": "ms",
            "HALLWAY_MICROSOFT_TENANT": "example.org",
            "HALLWAY_OIDC_NAME": "School sign-in",
            "HALLWAY_OIDC_ISSUER": "http://127.0.0.1:9/",
            "HALLWAY_OIDC_CLIENT_ID": "oid",
            "HALLWAY_OIDC_CLIENT_SECRET": "os",
            "HALLWAY_DEMO": "1",
        }
    )
    assert said.data == tmp_path
    assert said.bind == ("::1", 9000)
    assert said.url == "https://help.example.org"
    assert said.trusted_proxies == (ip_network("10.0.0.1"), ip_network("10.1.0.0/16"))
    assert said.mail_out == MailServer("mail.example.org", 587, "me@x.org", "p/w", "starttls", "")
    assert said.mail_in == (
        MailServer("one.example.org", 993, "a", "b,c", "implicit", "Help/In"),
        MailServer("127.0.0.1", 1143, "d", "e", "none", "INBOX"),
    )
    assert said.google == Client("Google", "https://accounts.google.com", "gid", "s3cret")
    assert said.microsoft.issuer == "https://login.microsoftonline.com/example.org/v2.0"
    assert said.oidc == Client("School sign-in", "http://127.0.0.1:9", "oid", "os")
    assert said.demo
    assert "s3cret" not in repr(said)
    assert KEY not in repr(said)


def test_the_key_left_in_the_data_folder_is_used(tmp_path):
    (tmp_path / "secret_key").write_text(KEY)
    assert read_environment({"HALLWAY_DATA": str(tmp_path)}).secret_key == KEY


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"HALLWAY_DATABASE": "x"}, "HALLWAY_DATABASE is not a setting"),
        ({"HALLWAY_BIND_FILE": "x"}, "HALLWAY_BIND_FILE is not a setting"),
        ({"HALLWAY_DATABASE_URL": "mysql://x"}, "PostgreSQL only"),
        ({"HALLWAY_DATABASE_URL": "postgresql://x:99999999/y"}, "cannot be read|can be read"),
        ({"HALLWAY_SECRET_KEY": "short"}, "32 characters"),
        ({"HALLWAY_SECRET_KEY": "a\0b"}, "NUL"),
        ({"HALLWAY_SECRET_KEY_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({"HALLWAY_SECRET_KEY": KEY, "HALLWAY_SECRET_KEY_FILE": "/x"}, "both set"),
        ({"HALLWAY_BIND": "localhost"}, "an address and a port"),
        ({"HALLWAY_BIND": "127.0.0.1:0"}, "an address and a port"),
        ({"HALLWAY_BIND": "127.0.0.1:٣"}, "an address and a port"),
        ({"HALLWAY_BIND": "a b:80"}, "characters"),
        ({"HALLWAY_URL": "help.example.org"}, "HALLWAY_URL"),
        ({"HALLWAY_URL": "https://example.org/help"}, "path"),
        ({"HALLWAY_TRUSTED_PROXIES": "10.0.0.1/8"}, "HALLWAY_TRUSTED_PROXIES"),
        ({"HALLWAY_METRICS_TOKEN": "abc"}, "16 characters"),
        ({"HALLWAY_FILES": "files"}, "absolute"),
        ({"HALLWAY_FILES": "ftp://x"}, "absolute"),
        ({"HALLWAY_FILES": "s3://"}, "bucket"),
        ({"HALLWAY_MAIL_ADDRESS": "nobody"}, "HALLWAY_MAIL_ADDRESS"),
        ({"HALLWAY_MAIL_OUT": "mail.example.org"}, "smtp://"),
        ({"HALLWAY_MAIL_OUT": "smtp://x?tls=perhaps"}, "tls"),
        ({"HALLWAY_MAIL_IN": "imap://host"}, "user name"),
        ({"HALLWAY_MAIL_IN": "pop://a:b@host"}, "imap://"),
        ({"HALLWAY_GOOGLE_CLIENT_ID": "x"}, "HALLWAY_GOOGLE_CLIENT_SECRET"),
        ({"HALLWAY_DEMO": "yes"}, "1 or 0"),
    ],
)
def test_a_mistake_is_one_sentence_without_secrets(said, words):
    with pytest.raises(ValueError, match=words) as told:
        read_environment(said)
    sentence = str(told.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", ")"))


def test_every_secret_may_come_from_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("postgresql://db/x\n")
    assert read_environment({"HALLWAY_DATABASE_URL_FILE": str(path)}).database_url == "postgresql://db/x"
    assert {name for name, _ in VARIABLES} >= SECRETS
    assert "HALLWAY_OIDC_CLIENT_SECRET" in SECRETS


def test_data_folder_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert read_environment({"HALLWAY_DATA": "here"}).data == Path(tmp_path / "here")
