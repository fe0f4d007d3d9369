"""Bad input ends with an exit code and one sentence, never a traceback."""

import pytest

from hallway.cli.main import COMMANDS, main


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["web", "--workers", "0"],
        ["up", "--workers", "many"],
        ["demo", "--port", "99999999"],
        ["demo", "--size", "enormous"],
        ["mail"],
        ["mail", "take"],
        ["backup"],
    ],
)
def test_wrong_words_are_two(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: hallway" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["migrate", "web", "work", "up", "check", "verify", "createadmin a@b.example"])
def test_a_setting_that_makes_no_sense_is_one_sentence(command, capsys, monkeypatch):
    monkeypatch.setattr("os.environ", {"HALLWAY_URL": "help.example.org"})
    assert main(command.split()) == 1
    assert capsys.readouterr().err == "hallway: HALLWAY_URL must be an address like https://help.example.org.\n"
    monkeypatch.setattr("os.environ", {"HALLWAY_COLOUR": "blue"})
    assert main(command.split()) == 1
    said = capsys.readouterr().err
    assert "HALLWAY_COLOUR" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["restore", "/nowhere/at/all"],
        ["createadmin", "not an address", "--name", "Ada", "--password-stdin"],
        ["createadmin", "ada@cedar.example", "--name", "Ada", "--password-stdin"],
        ["mail", "reread", "0", "x", "99999999999999999999"],
        ["mail", "fetch"],
    ],
)
def test_what_cannot_be_done_is_one(box, words):
    told = box.run(*words)
    assert told.returncode == 1, told.stdout
    assert "Traceback" not in told.stderr
    assert told.stderr.startswith("hallway: ")


@pytest.mark.parametrize("command", ["web", "work"])
def test_web_and_work_refuse_without_a_key(box, command):
    told = box.run(command, HALLWAY_SECRET_KEY=None)
    assert told.returncode == 1
    assert "HALLWAY_SECRET_KEY" in told.stderr


def test_a_database_that_is_away_is_try_again(box):
    told = box.run("migrate", HALLWAY_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert told.returncode == 75
    assert "Traceback" not in told.stderr


def test_mail_that_cannot_be_kept_is_try_again_whatever_the_reason(box, tmp_path):
    mail = tmp_path / "one.eml"
    mail.write_text("From: a@b.example\nSubject: hi\n\nhello\n")
    away = "postgresql://nobody@127.0.0.1:9/none"
    for said in ({"HALLWAY_DATABASE_URL": away}, {"HALLWAY_BIND": "x"}, {"HALLWAY_DATABASE_URL": "mysql://x"}):
        told = box.run("mail", "take", mail, **said)
        assert told.returncode == 75, told.stderr
        assert "Traceback" not in told.stderr


def test_explain_needs_no_database(box, tmp_path):
    mail = tmp_path / "one.eml"
    mail.write_bytes(b"\0\xff\xfe" * 1000)
    told = box.run("mail", "explain", mail, HALLWAY_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("\n") == 1


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*name.split(), "--help"])
    assert ended.value.code == 0
    assert f"usage: hallway {name}".strip() in capsys.readouterr().out


def test_the_first_administrator(box):
    word = "a long enough password"
    said = box.done("createadmin", "Ada@Cedar.example", "--name", "Ada Byron", "--password-stdin", input=word + "\n")
    assert "Ada Byron" in said
    assert box.ask(
        "SELECT email, role, campus_id, is_active FROM people_member m JOIN people_post p ON p.member_id = m.id"
    ) == [("ada@cedar.example", "admin", None, True)]
    kept = box.ask("SELECT password FROM people_member")[0][0]
    assert kept.startswith("argon2")
    box.done("createadmin", "ada@cedar.example", "--password-stdin", input="\n")
    assert box.ask("SELECT password FROM people_member") == [(kept,)], "an empty line keeps the password"
    assert box.ask("SELECT count(*) FROM people_post") == [(1,)]
