"""A draft written on pages, part by part, with and without mistakes; compared; published from a day."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from hallway.procedures.comparing import differences
from hallway.procedures.models import Procedure
from hallway.procedures.terms import (
    Channel,
    Door,
    Emergency,
    Escalation,
    Priority,
    Question,
    Rule,
    Terms,
    Unclear,
    read_terms,
)
from hallway.procedures.views.drafting import FORMS

BASE = "/settings/procedures/"
FULL = Terms(
    plain="Send one request for each thing.\nWe come to you.",
    doors=(
        Door("self_help", "Look here first", "https://help.cedar.example/", ()),
        Door("first_contact", "By the library desk"),
        Door("its", hats=("troubleshooter", "fixer")),
        Door("district"),
    ),
    channels=(Channel("form"), Channel("phone", "emergency_only", "x5050, 7:30 to 9"), Channel("mail", "not_a_procedure", "It gets lost")),
    file_by="contacts",
    filers=("lead",),
    relay=True,
    questions={"room": Question("required", "The number on the door", "B 12", "My room"), "deadline": Question("hidden")},
    priorities=(
        Priority("p1", "Urgent", "15 minutes", "5 minutes", "4 hours"),
        Priority("p2", "Soon", "1 day", "", "2 days"),
        Priority("p3", "In time", "3 days"),
    ),
    rules=(Rule("p1", deadline_days=1), Rule("p1", stopped=True, affected="several"), Rule("p2", stopped=True), Rule("p3")),
    escalations=(Escalation("lapsed", "desk", note="It goes to the desk now."), Escalation("by_hand", leave=True)),
    emergency=Emergency("555 0100", "Danger, or no network", ("its", "district"), ("lead", "office")),
    lead_days=10,
    wrong_door="Ask in Hallway, and it cannot get lost.",
)  # fmt: skip


def boxes(page):
    """{name: value or [values]} of the form on the page, as a browser would send it."""
    from html.parser import HTMLParser

    found, state = {}, {"name": None, "text": None, "first": None}

    class Reader(HTMLParser):
        inside = False

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            if tag == "form":
                self.inside = "part-form" in (attrs.get("class") or "")
            if not self.inside:
                return
            name = attrs.get("name")
            if tag == "input" and name:
                if attrs.get("type") in ("checkbox", "radio"):
                    if "checked" in attrs:
                        found.setdefault(name, []).append(attrs.get("value", "on"))
                else:
                    found[name] = attrs.get("value", "")
            elif tag in ("select", "textarea"):
                state.update(name=name, text="" if tag == "textarea" else None, first=None)
            elif tag == "option":
                if state["first"] is None:
                    state["first"] = found[state["name"]] = attrs.get("value", "")
                if "selected" in attrs:
                    found[state["name"]] = attrs.get("value", "")

        def handle_data(self, data):
            if state["text"] is not None:
                state["text"] += data

        def handle_endtag(self, tag):
            if tag == "textarea":
                found[state["name"]] = state["text"].removeprefix("\n")
                state["text"] = None
            if tag == "form":
                self.inside = False

    Reader().feed(page.content.decode())
    found.pop("csrfmiddlewaretoken", None)
    return found


@pytest.fixture
def draft(cast):
    row = Procedure.draft(by=cast.dora, campus=cast.oak)
    row.revise(by=cast.dora, terms=read_terms(FULL.words()))
    return row


@pytest.mark.parametrize("part", FORMS)
def test_what_the_page_shows_comes_back_unchanged(cast, draft, as_, part):
    """Everything that terms can say is on the pages: opening a part and saving it changes nothing."""
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/{part}/"
    page = client.get(where)
    assert client.post(where, boxes(page)).status_code == 303
    draft.refresh_from_db()
    assert read_terms(draft.said) == FULL


def change(client, draft, part, **values):
    where = f"{BASE}{draft.pk}/edit/{part}/"
    sent = boxes(client.get(where)) | values
    return client.post(where, sent)


def terms_of(draft):
    return read_terms(Procedure.objects.get(pk=draft.pk).said)


def test_each_part_is_written(cast, draft, as_):
    client = as_(cast.dora)
    for part, values in {
        "words": {"plain": "Short."},
        "doors": {"doors-1-note": "Room 3"},
        "ways": {"mail_use": "allowed", "mail_words": "help@cedar.example"},
        "filing": {"file_by": "anyone", "filers": ["lead", "office"], "lead_days": "5"},
        "questions": {"best_time_use": "required", "best_time_good": "10:20, they are at PE"},
        "promises": {"priorities-1-respond_n": "2", "priorities-1-respond_unit": "hour", "cell_yes_me": "p3"},
        "sending_on": {"sending-0-to": "district"},
        "days": {"remind_after_days": "4", "again": "1 day", "others_pause": "on"},
        "emergency": {"phone": "555 0199", "may": []},
    }.items():
        assert change(client, draft, part, **values).status_code == 303, part
    now = terms_of(draft)
    assert (now.plain, now.doors[1].note, now.channel("mail").use) == ("Short.", "Room 3", "allowed")
    assert (now.file_by, now.lead_days, now.question("best_time").use) == ("anyone", 5, "required")
    assert now.filers == ("lead", "office")
    assert now.priority("p2").respond == "2 hours"
    assert now.priority_of(stopped=True, affected="me").code == "p3"
    assert now.priority_of(stopped=True, affected="class").code == "p2"
    assert now.priority_of(stopped=True, affected="campus").code == "p1"
    assert now.priority_of(stopped=False, affected="campus").code == "p3"
    assert now.priority_of(stopped=False, affected="me", deadline_days=1).code == "p1"
    assert (now.waiting.again, now.waiting.others_pause) == ("1 day", True)
    assert (now.escalations[0].to, now.waiting.remind_days, now.emergency.may) == ("district", 4, ())


def test_rows_are_added_moved_and_taken_away_without_script(cast, draft, as_):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/doors/"
    sent = boxes(client.get(where)) | {"doors-0-note": "Typed, not saved"}
    for act in ("doors:down:0", "doors:add", "doors:remove:3"):
        sent = boxes(client.post(where, sent | {"do": act}))
    assert terms_of(draft).doors == FULL.doors, "a button inside the form saves nothing"
    assert [sent[f"doors-{n}-kind"] for n in range(4)] == ["first_contact", "self_help", "its", "colleague"]
    assert client.post(where, sent).status_code == 303
    now = terms_of(draft).doors
    assert [door.kind for door in now] == ["first_contact", "self_help", "its", "colleague"]
    assert now[1].note == "Typed, not saved"


@pytest.mark.parametrize(
    "act", ["doors:up:0", "doors:down:99", "doors:remove:-1", "doors:fly:2", "x", "doors:up:9999999999", "rules:add"]
)
def test_odd_buttons_change_nothing(cast, draft, as_, act):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/doors/"
    sent = boxes(client.get(where))
    assert boxes(client.post(where, sent | {"do": act})) == sent


def test_a_table_is_a_list_and_back(cast, draft, as_):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/promises/"
    sent = boxes(client.get(where))
    assert sent["shape"] == "grid"
    as_list = boxes(client.post(where, sent | {"do": "shape:list"}))
    assert as_list["shape"] == "list"
    assert as_list["rules-n"] == "4"
    again = boxes(client.post(where, as_list | {"do": "shape:grid"}))
    assert again == sent
    moved = boxes(client.post(where, as_list | {"do": "rules:down:0"}))
    refused = client.post(where, moved | {"do": "shape:grid"})
    assert refused.status_code == 422
    assert client.post(where, moved).status_code == 303
    assert terms_of(draft).rules == (FULL.rules[1], FULL.rules[0], *FULL.rules[2:])


def test_a_new_priority_is_chosen_at_once_and_a_gone_one_is_replaced(cast, draft, as_):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/edit/promises/"
    sent = boxes(client.post(where, boxes(client.get(where)) | {"do": "priorities:add"}))
    assert sent["priorities-3-code"] == "p4"
    assert client.post(where, sent).status_code == 422, "it has no name and no time yet"
    sent |= {"priorities-3-name": "When we can", "priorities-3-respond_n": "9", "cell_no_me": "p4"}
    assert client.post(where, sent).status_code == 303
    assert terms_of(draft).priority_of(stopped=False, affected="me").name == "When we can"
    sent = boxes(client.get(where))
    sent = boxes(client.post(where, sent | {"do": "priorities:remove:3"}))
    assert sent["cell_no_me"] == "p3"
    assert client.post(where, sent).status_code == 303


WRONG = [
    ("doors", {"doors-0-link": "javascript:alert(1)"}, "doors-0-link"),
    ("doors", {"doors-n": "1"}, "Somebody must be behind a door"),
    ("doors", {"doors-0-kind": "cellar"}, "doors-0-kind"),
    ("doors", {"doors-0-note": "x" * 301}, "doors-0-note"),
    ("doors", {"doors-0-note": "a\0b"}, "doors-0-note"),
    ("ways", {"mail_use": "maybe"}, "mail_use"),
    ("promises", {"priorities-0-respond_n": ""}, "priorities-0-respond_n"),
    ("promises", {"priorities-0-respond_n": "-3"}, "priorities-0-respond_n"),
    ("promises", {"priorities-0-respond_unit": ""}, "priorities-0-respond_n"),
    ("promises", {"priorities-0-name": " "}, "priorities-0-name"),
    ("promises", {"priorities-0-code": "p2"}, "same short name"),
    ("promises", {"priorities-n": "0"}, "Keep at least one priority"),
    ("promises", {"cell_no_me": "p77"}, "cell_no_me"),
    ("promises", {"rules-0-deadline_days": ""}, "rules-0-deadline_days"),
    ("promises", {"shape": "circle"}, "needs another look"),
    ("days", {"close_after_days": "0"}, "close_after_days"),
    ("filing", {"lead_days": "many"}, "lead_days"),
    ("words", {"plain": "x" * 4001}, "plain"),
]


@pytest.mark.parametrize(("part", "values", "told"), WRONG)
def test_a_mistake_is_told_in_place_and_nothing_is_lost(cast, draft, as_, part, values, told):
    answer = change(as_(cast.ada), draft, part, **values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "form-errors" in page
    assert told in page
    if not told[0].isupper() and " " not in told:
        assert re.search(f'id="id_{told}_error"', page), page
    assert terms_of(draft) == FULL


def test_two_people_at_one_part(cast, draft, as_):
    one, two, where = as_(cast.ada), as_(cast.dora), f"{BASE}{draft.pk}/edit/words/"
    first, second = boxes(one.get(where)), boxes(two.get(where))
    assert one.post(where, first | {"plain": "From Ada"}).status_code == 303
    late = two.post(where, second | {"plain": "From Dora"})
    assert late.status_code == 422
    assert boxes(late)["plain"] == "From Dora"
    assert terms_of(draft).plain == "From Ada"
    assert two.post(where, boxes(late)).status_code == 303
    assert terms_of(draft).plain == "From Dora"


def test_another_part_meanwhile_is_no_trouble(cast, draft, as_):
    one, two = as_(cast.ada), as_(cast.dora)
    sent = boxes(one.get(f"{BASE}{draft.pk}/edit/words/"))
    assert change(two, draft, "days", remind_after_days="9").status_code == 303
    assert one.post(f"{BASE}{draft.pk}/edit/words/", sent | {"plain": "Mine"}).status_code == 303
    assert (terms_of(draft).plain, terms_of(draft).waiting.remind_days) == ("Mine", 9)


def test_a_part_is_written_into_what_stands_there_by_then(cast, draft):
    late = Procedure.objects.get(pk=draft.pk)
    assert late.terms.plain == FULL.plain
    draft.revise(by=cast.dora, plain="From Dora")
    late.revise(by=cast.ada, lead_days=9)
    assert (terms_of(draft).plain, terms_of(draft).lead_days) == ("From Dora", 9)
    with pytest.raises(Unclear):
        late.revise(by=cast.ada, doors=())
    assert terms_of(draft).doors == FULL.doors


def test_pressed_twice_it_is_published_once(cast, draft, as_):
    client, where = as_(cast.ada), f"{BASE}{draft.pk}/publish/"
    assert [client.post(where, {}).status_code for _press in range(2)] == [303, 303]
    assert Procedure.objects.get(pk=draft.pk).since


def test_only_a_draft_is_written(cast, as_):
    row = Procedure.newest()
    for path in ("edit/words/", "publish/", "edit/nothing/"):
        expected = 404 if "nothing" in path else 409
        assert as_(cast.ada).get(f"{BASE}{row.pk}/{path}").status_code == expected
    assert as_(cast.ada).post(f"{BASE}{row.pk}/discard/").status_code == 409
    assert Procedure.objects.filter(pk=row.pk).exists()


def test_differences_are_words():
    new = replace(
        FULL, plain="Otherwise.", doors=FULL.doors[:3], relay=False,
        priorities=(replace(FULL.priorities[0], name="Right now", respond="30 minutes"), *FULL.priorities[1:]),
    )  # fmt: skip
    found = {(part.name, line.label): (line.before, line.now) for part in differences(FULL, new) for line in part.lines}
    assert found["words", "What everybody should know"][1] == "Otherwise."
    assert found["doors", "Door 4"] == ("The district's technicians", "")
    assert found["promises", "Right now"] == (
        "seen within 5 school minutes, answered within 15 school minutes, working again within 4 school hours",
        "seen within 5 school minutes, answered within 30 school minutes, working again within 4 school hours",
    )
    assert "days" not in {part for part, _label in found}
    assert differences(FULL, FULL) == []


def test_begun_compared_and_published_from_a_day(cast, as_, monday):
    client = as_(cast.ada)
    went = client.post(f"{BASE}begin/", {"campus": cast.oak.pk, "topic": cast.topic.pk, "role": "lead"})
    draft = Procedure.objects.get(since=None)
    assert went.headers["Location"] == f"{BASE}{draft.pk}/"
    assert draft.of == {"campus": cast.oak.pk, "topic": cast.topic.pk, "role": "lead"}
    assert change(client, draft, "words", plain="Knock first.").status_code == 303
    look = client.get(f"{BASE}{draft.pk}/publish/").content.decode()
    assert "Knock first." in look
    assert Procedure.objects.get(pk=draft.pk).is_draft
    for wrong in ("2026-03-01", "yesterday", "2126-01-01"):
        assert client.post(f"{BASE}{draft.pk}/publish/", {"day": wrong}).status_code == 422, wrong
    assert client.post(f"{BASE}{draft.pk}/publish/", {"day": "2026-03-05"}).status_code == 303
    draft.refresh_from_db()
    assert draft.since.isoformat() == "2026-03-05T06:00:00+00:00", "midnight at Oak"
    assert Procedure.in_force(cast.oak, cast.topic, "lead") != draft
    with monday.at(monday.instant + timedelta(days=3)):
        assert Procedure.in_force(cast.oak, cast.topic, "lead") == draft


def test_thrown_away_by_the_page(cast, draft, as_):
    assert as_(cast.dora).post(f"{BASE}{draft.pk}/discard/").status_code == 303
    assert not Procedure.objects.filter(pk=draft.pk).exists()


def test_readers_see_everything_and_press_nothing(cast, draft, as_):
    page = as_(cast.ivan).get(f"{BASE}{draft.pk}/").content.decode()
    assert "Send one request for each thing." in page
    assert "edit/" not in page
    assert "publish" not in page
    tried = re.search(r'href="([^"]*version=[^"]*)"', page)[1]
    assert as_(cast.ivan).get(tried).status_code == 200
    assert "begin/" not in as_(cast.lena).get(BASE).content.decode()
    assert as_(cast.tess).get(BASE).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(cast, as_, django_assert_max_num_queries):
    client = as_(cast.ada)
    client.get(BASE)
    with django_assert_max_num_queries(15):
        client.get(BASE)
    for campus in (cast.oak, cast.elm):
        for role in ("", "lead", "office"):
            Procedure.draft(by=cast.ada, campus=campus, role=role).publish(by=cast.ada)
            row = Procedure.draft(by=cast.ada, campus=campus, role=role)
    with django_assert_max_num_queries(15):
        page = client.get(BASE).content.decode()
    assert page.count("Draft") >= 6
    with django_assert_max_num_queries(15):
        client.get(f"{BASE}{row.pk}/")
    with django_assert_max_num_queries(15):
        client.get(f"{BASE}{row.pk}/edit/promises/")
