"""Lists of teams as they really come: each odd one gets a sentence, loses nothing quietly, and changes nothing before it is let."""

import zlib

import pytest

from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Sheet, Team, TeamMembership

from .test_lists import let, out, send

HEAD = "email,name,campus,role,teams\n"
OLGA = "olga@cedar.example,,OAK,,"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xffa"
    + zlib.compress(bytes(range(256)) * 40)
)


@pytest.fixture
def three(cast):
    team = Team.make(by=HALLWAY, campus=cast.oak, name="Grade three", kind="grade")
    TeamMembership.add(by=HALLWAY, team=team, member=cast.tess)
    return team


def everything():
    teams = set(Team.objects.values_list("name", "campus"))
    inside = set(TeamMembership.objects.filter(until=None).values_list("member__email", "team__name"))
    return teams, inside, set(Member.objects.values_list("email", "name", "is_active"))


def teams_of(member):
    return set(TeamMembership.objects.filter(member=member, until=None).values_list("team__name", flat=True))


NO_LIST = {
    "nothing at all": (b"", "This file is empty. Choose another one."),
    "blank lines": (b"\n\r\n , \n", "The list is empty."),
    "headings alone": (HEAD.encode(), "There is nothing below the first line."),
    "no heading for the address": (b"name,teams\nTess Tanaka,Art\n", "there is none called “email”"),
    "no headings": (OLGA.encode() + b"Art\n", "there is none called “email”"),
    "a picture": (PNG, "This is not a text file."),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00xl/workbook.xml", "This is not a text file."),
    "a NUL": ((HEAD + OLGA).encode() + b"Art\x00s\n", "This is not a text file."),
    "half of sixteen bits": ((HEAD + OLGA + "Art\n").encode("utf-16")[:-1], "Part of this file is damaged."),
    "twenty thousand lines": ((HEAD + (OLGA + "Art\n") * 20_000).encode(), "The list has more than 5000 lines."),
    "a quotation mark alone": ((HEAD + OLGA + '"Art\n' + OLGA + "Band\n").encode(), "Line 2 has a quotation mark"),
    "one that the next line ends": (
        (HEAD + OLGA + "Choir\n" + OLGA + '"Art\n' + OLGA + '"Band"\n').encode(),
        "Line 3 has a quotation mark",
    ),
}


@pytest.mark.parametrize("what", NO_LIST)
def test_what_is_no_list_is_told_why(cast, as_, three, what):
    data, sentence = NO_LIST[what]
    before = everything()
    answer = send(as_(cast.opal), data, complete="on")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Sheet.objects.exists()
    assert everything() == before


LEFT_OUT = {
    "somebody we do not know": ("zoe@cedar.example,,OAK,,Art", "There is no name for zoe@cedar.example."),
    "no address": (",Zoe,OAK,,Art", "There is no e-mail address."),
    "no campus of that name": ("olga@cedar.example,,NOWHERE,,Art", "There is no campus “NOWHERE” here."),
    "a team of nowhere": ("olga@cedar.example,,,,Art", "The team “Art” needs a campus beside it."),
    "a comma of its own": (OLGA + "Art,Band", "It has more cells than the first line."),
    "a hundred thousand letters": (OLGA + "x" * 100_000, "One of its cells is longer than 1000 letters."),
    "a hundred thousand letters of teams": (OLGA + "Art;" * 25_000, "One of its cells is longer than 1000 letters."),
    "a long name of a team": (OLGA + "x" * 81, "“xxxxxxxxxxxxxxxxxxxx…” is too long."),
    "another name": ("olga@cedar.example,Olga Other,OAK,,Art", "Line 2 says something else about olga@cedar.example."),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_a_line_that_cannot_be_read_is_left_out_and_the_others_are_not(cast, as_, three, what):
    line, sentence = LEFT_OUT[what]
    client, before = as_(cast.opal), everything()
    text = f"{HEAD}olga@cedar.example,Olga Ortiz,OAK,,Grade three\n{line}\nlena@cedar.example,,OAK,none,Grade three\n"
    page = client.get(send(client, text)["Location"])
    assert f"Line 3: {sentence}" in page.content.decode()
    assert [number for number, _sentence in page.context["problems"]] == [3]
    assert everything() == before
    assert let(client).status_code == 303
    teams, inside, people = before
    assert everything() == (
        teams,
        inside | {(f"{who}@cedar.example", "Grade three") for who in ("olga", "lena")},
        people,
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_marks_and_encodings(cast, as_, three, mark, encoding):
    text = (
        "\r\n"
        + HEAD.replace(",", mark)
        + mark.join(["olga@cedar.example", "", "OAK", "", '"Grade three; Señas"'])
        + "\r\n"
    )
    client = as_(cast.opal)
    send(client, text.encode(encoding))
    assert let(client).status_code == 303
    assert teams_of(cast.olga) == {"Grade three", "Señas"}


def test_a_letter_that_no_encoding_of_ours_has_is_not_guessed(cast, as_, three):
    client = as_(cast.opal)
    page = client.get(send(client, (HEAD + OLGA).encode() + b"Caf\x8f\n")["Location"])
    assert [number for number, _sentence in page.context["problems"]] == [2]
    assert "got lost" in page.content.decode()
    assert page.context["plan"].changes == 0


def test_a_column_that_is_there_twice_counts_once_and_the_other_is_named(cast, as_, three):
    client = as_(cast.opal)
    text = "email,campus,department,badge,grade level\nolga@cedar.example,OAK,Art,7,Grade three\n"
    page = client.get(send(client, text)["Location"]).content.decode()
    assert "These columns are not read: badge, grade level" in page
    assert let(client).status_code == 303
    assert teams_of(cast.olga) == {"Art"}
    assert "not read" not in client.get(send(client, HEAD + OLGA + "Art\n")["Location"]).content.decode()


def test_lines_that_stand_twice_are_one(cast, as_, three):
    client = as_(cast.opal)
    zoe = "zoe@cedar.example,Zoe Zimmer,OAK,teacher,"
    text = HEAD + f"{zoe}Équipe\n" * 2 + f"{zoe}Grade THREE\n" + "olga@cedar.example,,OAK,,equipe; Equipe\n"
    page = client.get(send(client, text)["Location"])
    said = [[str(what) for what, _old, _new in change.said] for change in page.context["added"]]
    assert said == [["Name", "Post", "Team", "Team"]]
    assert let(client).status_code == 303
    assert Team.objects.filter(campus=cast.oak).count() == 2
    zoe = Member.objects.get(email="zoe@cedar.example")
    assert teams_of(zoe) == {"Équipe", "Grade three"}
    assert teams_of(cast.olga) == {"Équipe"}


def test_one_post_on_other_days_is_said_twice_otherwise(cast, as_, three):
    client = as_(cast.opal)
    text = "email,name,campus,role,days\nzoe@cedar.example,Zoe,OAK,teacher,mon\nzoe@cedar.example,Zoe,OAK,teacher,tue\n"
    page = client.get(send(client, text)["Location"])
    assert page.context["problems"] == [(3, "Line 2 says something else about zoe@cedar.example.")]


@pytest.mark.parametrize("name", ["=cmd()", "=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>"])
def test_a_name_that_a_spreadsheet_would_run_is_a_name(cast, as_, three, name):
    client = as_(cast.ada)
    page = client.get(send(client, HEAD + OLGA + name + "\n")["Location"]).content.decode()
    assert "<script>alert" not in page
    assert let(client).status_code == 303
    assert teams_of(cast.olga) == {name}
    text = out(client)
    assert name in text
    assert f",{name}" not in text or name[0] == "<", "an apostrophe stands before it"
    page = client.get(send(client, text)["Location"])
    assert (page.context["plan"].changes, page.context["problems"]) == (0, [])
