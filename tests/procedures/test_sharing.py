"""Procedures as a file: out and in again, examples of three districts, and files that mean harm or are broken."""

import time
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.procedures import sharing
from hallway.procedures.models import Procedure
from hallway.procedures.terms import read_terms

from .test_editor import BASE, FULL

HEAD = "hallway_procedures = 1\n"


@pytest.fixture
def oak_own(cast):
    """Oak has a procedure of its own about the cast's topic, in force."""
    row = Procedure.draft(by=cast.ada, campus=cast.oak, topic=cast.topic, role="lead")
    row.revise(by=cast.ada, terms=read_terms(FULL.words()))
    row.publish(by=cast.ada)
    return row


def send(client, text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"{BASE}in/", {"file": SimpleUploadedFile("x.toml", data), **more})


def taken(client, page):
    """Press the button of the look page as a browser would."""
    from html.parser import HTMLParser

    class Boxes(HTMLParser):
        found, inside = {}, False

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            if tag == "input" and attrs.get("name") in ("mark", "place"):
                self.found[attrs["name"]] = attrs.get("value", "")
            self.inside = tag == "textarea"

        def handle_endtag(self, tag):
            self.inside = False

        def handle_data(self, data):
            if self.inside:
                self.found["text"] = self.found.get("text", "") + data

    reader = Boxes()
    reader.found = {}
    reader.feed(page.content.decode())
    return client.post(f"{BASE}in/take/", reader.found)


def test_out_and_in_again_says_the_same(cast, oak_own, as_):
    client = as_(cast.ada)
    answer = client.get(f"{BASE}procedures.toml")
    text = answer.content.decode()
    assert text.startswith("# How help is asked for")
    assert tomllib.loads(text)["hallway_procedures"] == 1
    shared = sharing.shared_of(text)
    assert [one.terms for one in shared] == [Procedure.newest().terms, FULL]
    assert shared[1].of == {"campus": cast.oak, "topic": cast.topic, "role": "lead"}
    look = send(client, text)
    assert look.status_code == 200
    assert "Nothing to do" in look.content.decode()
    assert taken(client, look).status_code == 422, "there is nothing to press"
    assert not Procedure.objects.filter(since=None).exists()


def test_a_campus_file_holds_its_own(cast, oak_own, as_):
    client = as_(cast.ivan)
    own = tomllib.loads(client.get(f"{BASE}procedures.toml?campus={cast.oak.pk}").content.decode())
    assert [(one["campus"], one["topic"]) for one in own["procedure"]] == [("OAK", cast.topic.name)]
    elm = tomllib.loads(client.get(f"{BASE}procedures.toml?campus={cast.elm.pk}").content.decode())
    assert [one.get("campus") for one in elm["procedure"]] == [None]
    for wrong in ("x", "999999999", "9" * 40):
        assert client.get(f"{BASE}procedures.toml?campus={wrong}").status_code == 404


def test_a_file_becomes_a_draft_once_looked_at(cast, as_):
    client = as_(cast.dora)
    text = sharing.example("st_vrain")
    look = send(client, text, place=cast.elm.pk)
    assert "P1, everything stands still" in look.content.decode()
    assert "New draft" in look.content.decode()
    assert not Procedure.objects.filter(since=None).exists(), "looking changes nothing"
    assert taken(client, look).status_code == 303
    draft = Procedure.objects.get(since=None)
    assert draft.campus == cast.elm
    assert draft.terms.priority("p1").respond == "15 minutes"
    assert Procedure.in_force(cast.elm).campus is None, "nothing is published"


def test_a_draft_that_was_written_meanwhile_is_not_lost(cast, as_):
    client = as_(cast.dora)
    look = send(client, sharing.example("conroe"))
    other = Procedure.draft(by=cast.ada)
    other.revise(by=cast.ada, terms=FULL)
    late = taken(client, look)
    assert late.status_code == 409
    assert "Writes over the draft" in late.content.decode()
    assert read_terms(Procedure.objects.get(pk=other.pk).said) == FULL
    assert taken(client, late).status_code == 303
    assert read_terms(Procedure.objects.get(pk=other.pk).said).waiting.reopen_days == 7


@pytest.mark.parametrize("name", ["bartlesville", "conroe", "st_vrain"])
def test_an_example_is_a_start(cast, as_, name):
    client = as_(cast.ada)
    assert name in dict(sharing.examples())
    look = client.post(f"{BASE}in/", {"example": name, "place": cast.oak.pk})
    assert look.status_code == 200
    assert taken(client, look).status_code == 303
    assert Procedure.objects.get(since=None).campus == cast.oak


def example_terms(name):
    return sharing.shared_of(sharing.example(name))[0].terms


def test_conroe(cast):
    terms = example_terms("conroe")
    assert [door.kind for door in terms.doors] == ["first_contact", "district"]
    cases = {one.when: one for one in terms.escalations}
    assert cases["contact_asks"].to == "district"
    assert cases["by_hand"].leave
    assert cases["by_hand"].note
    assert (terms.waiting.remind_days, terms.waiting.close_days, terms.waiting.reopen_days) == (3, 5, 7)


def test_st_vrain(cast):
    terms = example_terms("st_vrain")
    table = {
        (True, "me"): "p2", (True, "class"): "p2", (True, "several"): "p1", (True, "campus"): "p1",
        (False, "me"): "p4", (False, "class"): "p3", (False, "several"): "p3", (False, "campus"): "p2",
    }  # fmt: skip
    for (stopped, reach), code in table.items():
        assert terms.priority_of(stopped=stopped, affected=reach).code == code
    assert terms.priority_of(stopped=False, affected="me", deadline_days=1).code == "p2", "needed for a test"
    times = [(one.respond, one.resolve) for one in terms.priorities]
    assert times[:3] == [("15 minutes", "4 hours"), ("1 hour", "1 day"), ("3 days", "5 days")]
    assert times[3][1] == ""
    assert terms.doors[0].kind == "desk"


def test_bartlesville(cast):
    terms = example_terms("bartlesville")
    assert [door.kind for door in terms.doors] == ["self_help", "first_contact", "district"]
    assert (terms.file_by, terms.relay) == ("contacts", True)
    assert {name for name, one in terms.questions.items() if one.use == "required"} == {
        "room", "device_tag", "detail", "best_time",
    }  # fmt: skip
    assert terms.channel("walk_in").use == terms.channel("phone").use == "not_a_procedure"


ONE = HEAD + "[[procedure]]\n"
HOSTILE = {
    "empty": ("", "hallway_procedures"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    "latin": ("campus = 'Núñez'".encode("latin-1"), "not a text file"),
    "huge": (b"#" * (1024 * 1024 + 1), "larger than 1 MB"),
    "deep list": (ONE + "doors = " + "[" * 100_000, "too deep"),
    "deep closed": (ONE + "doors = " + "[" * 400 + "]" * 400, "Procedure 1"),
    "deep table": (ONE + "plain = " + "{a=" * 50_000, "too deep"),
    "dotted": (ONE + "a." * 400_000 + "a = 1", "too many parts"),
    "dotted header": ("[" + "a." * 400_000 + "a]", "too many parts"),
    "digits": (ONE + "step_days = " + "9" * 900_000, "TOML"),
    "not toml": (ONE + "doors == 3", "Line 3"),
    "cut off": (ONE + 'plain = """abc', "TOML"),
    "twice": (ONE + "step_days = 1\nstep_days = 2", "Line 4"),
    "no mark": ("[[procedure]]\n", "hallway_procedures"),
    "true mark": ("hallway_procedures = true\n[[procedure]]", "hallway_procedures"),
    "newer": ("hallway_procedures = 2\n[[procedure]]\n", "another Hallway"),
    "none": (HEAD, "no [[procedure]]"),
    "numbers": (HEAD + "procedure = [1, 2]", "no [[procedure]]"),
    "a word": (HEAD + "procedure = 'x'", "no [[procedure]]"),
    "many": (HEAD + "[[procedure]]\n" * 501, "more than 500"),
    "other key": (HEAD + "secrets = 1\n[[procedure]]\n", "secrets"),
    "campus": (ONE + "campus = 'MOON'", "MOON"),
    "campus list": (ONE + "campus = ['OAK']", "in quotes"),
    "topic": (ONE + "topic = 'Unicorns'", "Unicorns"),
    "role": (ONE + "role = 'king'", "king"),
    "unknown": (ONE + "dors = []", "dors"),
    "type": (ONE + "step_days = 'two'", "A number belongs here"),
    "nested type": (ONE + "waiting = { remind_days = [] }", "in waiting, remind_days"),
    "word": (ONE + "doors = [{ kind = 'cellar' }]", "in doors 1, kind: “cellar”"),
    "missing": (ONE + "doors = [{ note = 'x' }]", "“kind” is missing"),
    "long": (ONE + "wrong_door = '" + "x" * 301 + "'", "300 letters at most"),
    "many doors": (ONE + "doors = [" + "{ kind = 'its' }," * 13 + "]", "12 at most"),
    "limit": (ONE + "lead_days = 401", "400"),
    "negative": (ONE + "lead_days = -1", "0"),
    "time": (ONE + "priorities = [{ code = 'a', name = 'A', respond = 'soon' }]", "3 days"),
    "no answer": (ONE + "priorities = [{ code = 'usual', name = 'A' }]\nrules = [{ priority = 'usual' }]", "Say within which"),
    "rule": (ONE + "rules = [{ priority = 'nope' }]", "nope"),
    "nobody": (ONE + "doors = [{ kind = 'vendor' }]", "Somebody must be behind a door"),
    "script": (ONE + "doors = [{ kind = 'its', link = 'javascript:alert(1)' }]", "no address"),
    "same twice": (ONE + "[[procedure]]\n", "same place"),
    "date": (ONE + "plain = 2026-01-01", "Words in quotes"),
    "infinite": (ONE + "step_days = inf", "A number belongs here"),
    "tags": (ONE + "role = '<script>alert(1)</script>'", "&lt;script&gt;"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(cast, as_, name):
    text, told = HOSTILE[name]
    begun = time.monotonic()
    answer = send(as_(cast.ada), text)
    assert time.monotonic() - begun < 5
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told.replace("'", "&#x27;") in page, page[page.find("form-errors") :][:800]
    assert "<script>alert" not in page
    assert not Procedure.objects.filter(since=None).exists()


def test_every_trouble_is_told_with_its_line(cast, as_):
    text = ONE + "campus = 'MOON'\n\n[[procedure]]\ncampus = 'OAK'\nstep_days = 'two'\n"
    page = send(as_(cast.ada), text).content.decode()
    assert "Procedure 1 (line 2)" in page
    assert "Procedure 2 (line 5)" in page


def test_words_that_a_row_cannot_keep_are_cleaned(cast, as_):
    client = as_(cast.ada)
    look = send(client, ONE + 'plain = "a\\u0000b"\n')
    assert taken(client, look).status_code == 303
    assert Procedure.objects.get(since=None).terms.plain == "ab"


def test_taking_in_by_hand_is_checked_again(cast, as_):
    client = as_(cast.ada)
    assert client.post(f"{BASE}in/take/", {}).status_code == 422
    assert client.post(f"{BASE}in/take/", {"text": ONE, "mark": "x", "place": "9" * 30}).status_code == 409
    assert client.post(f"{BASE}in/", {}).status_code == 422
    assert client.post(f"{BASE}in/", {"example": "../../etc/passwd"}).status_code == 422
    assert as_(cast.ivan).post(f"{BASE}in/take/", {"text": ONE}).status_code == 403
    assert not Procedure.objects.filter(since=None).exists()


def test_a_file_of_several_places_goes_where_it_says(cast, as_):
    text = ONE + "[[procedure]]\ncampus = 'oak'\nstep_days = 9\n"
    assert send(as_(cast.ada), text, place=cast.elm.pk).status_code == 422
    client = as_(cast.ada)
    assert taken(client, send(client, text)).status_code == 303
    assert Procedure.objects.get(since=None).campus == cast.oak
