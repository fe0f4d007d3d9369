"""Lists in and out: any encoding and heading, a preview of exactly what changes, guards, and a lossless round trip."""
# ruff: noqa: E501 - tables of cases read better in one line

import contextlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st

from hallway.core.verb import HALLWAY
from hallway.ideas import tool_list
from hallway.ideas.models import Tool
from hallway.people import device_list, staff_list, tables
from hallway.people.models import Device, Member, Post, Room, Sheet

HEAD = "email,name,campus,role,room\n"


def planned(text, by, complete=False, kind=staff_list):
    rows, _found = tables.read(text, kind.HEADINGS)
    return kind.plan(rows, by, complete)


def send(client, text, kind="people", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/settings/{kind}/in/", {"file": SimpleUploadedFile("list.csv", data), **more})


def let(client, kind="people", **more):
    sheet = Sheet.objects.latest("pk")
    url = f"/settings/{kind}/in/{sheet.pk}/"
    mark = client.get(url).context["mark"]
    return client.post(url, {"mark": mark, **more})


def out(client, kind="people"):
    return client.get(f"/settings/{kind}/{kind}.csv").content.decode("utf-8-sig")


# Reading and writing

cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\x85"), max_size=40)


@given(cells)
def test_a_neutral_cell_runs_nothing_and_comes_back(text):
    assert tables.neutral(text)[:1] not in tuple("=+-@\t\r") or not text
    assert tables.plain(tables.neutral(text)) == text


@given(st.lists(st.fixed_dictionaries({"tag": cells, "model": cells}), max_size=8))
def test_what_is_written_is_read_again(rows):
    from hallway.core.text import clean, one_line

    rows = [{k: one_line(v) for k, v in row.items()} for row in rows]
    rows = [row for row in rows if any(row.values())]
    read, _found = tables.read(tables.write(["tag", "model"], rows).lstrip("\ufeff"), device_list.HEADINGS)
    expected = [{k: clean(v) for k, v in row.items()} for row in rows]
    assert [row for _n, row in read] == expected


@given(st.binary(max_size=400))
@example(b"!\r,!")  # a cell more than headings
def test_no_bytes_whatever_break_the_reader(data):
    with contextlib.suppress(tables.Unreadable):
        rows, _found = tables.read(tables.decoded(data), staff_list.HEADINGS)
        cells = [cell for _n, row in rows for cell in (*row.pop(tables.ALL, ()), *row.values())]
        assert all(isinstance(cell, str) and "\0" not in cell for cell in cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_encodings(encoding):
    text = "email;name\nzoe@cedar.example;Zoë Müller-Núñez\n"
    rows, _found = tables.read(tables.decoded(text.encode(encoding)), staff_list.HEADINGS)
    assert rows == [(2, {"email": "zoe@cedar.example", "name": "Zoë Müller-Núñez"})]


def test_headings_in_other_words_and_order(cast):
    text = "Job Title\tSchool\tLast Name\tFirst Name\tE-Mail Address\tBadge\nTeacher of art\toak elementary\tZiegler\tZora\tZora@Cedar.example\t99\n"
    plan = planned(text, cast.ada)
    assert not plan.problems
    plan.apply(by=cast.ada)
    zora = Member.objects.get(email="zora@cedar.example")
    assert (zora.name, zora.title, zora.source) == ("Zora Ziegler", "Teacher of art", "roster")
    assert [(p.role, p.campus) for p in zora.posts.all()] == [("teacher", cast.oak)]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x00\x00\x00\x00binary\x00", "CSV"),
        (b"x" * (tables.BYTES + 1), "5 MB"),
        (b"colour,size\nred,1\n", "email"),
        (b"\xff\xfe\x00", "CSV"),
    ],
)
def test_what_is_no_list_gets_a_sentence(cast, as_, data, word):
    answer = send(as_(cast.ada), data)
    assert answer.status_code in (422, 400)
    assert word in answer.content.decode()
    assert not Sheet.objects.exists()


def test_one_line_without_end(cast):
    with pytest.raises(tables.Unreadable):
        tables.decoded(b"email,name\n" + b"a" * tables.BYTES)


# The plan

BAD = {
    ",Nobody,OAK,teacher,": "no e-mail",
    "not an address,X,OAK,,": "",
    "te\u017fs@cedar.example,X,OAK,,": "",
    "new@cedar.example,,OAK,,": "no name",
    "new@cedar.example,New,NOWHERE,,": "no campus",
    "new@cedar.example,New,OAK,king,": "no role",
    "new@cedar.example,New,OAK,admin,": "by hand",
    "new@cedar.example,New,,superintendent,": "by hand",
    "tess@cedar.example,Tess Tanaka,OAK,administrator,": "by hand",
    "new@cedar.example,New,,teacher,": "no campus for this role",
    "new@cedar.example,New,,,12": "room needs a campus",
    f"new@cedar.example,{'N' * 130},OAK,,": "too long",
}


@pytest.mark.parametrize(("line", "why"), BAD.items())
def test_lines_that_are_left_out_say_why(cast, line, why):
    plan = planned(HEAD + line + "\n", cast.ada)
    assert [number for number, _s in plan.problems] == [2]
    assert why in plan.problems[0][1]
    assert not plan.changes


def test_a_list_never_makes_an_administrator(cast):
    planned(HEAD + "tess@cedar.example,Tess,OAK,admin,\n", cast.ada).apply(by=cast.ada)
    assert not Post.objects.filter(member=cast.tess, role="admin").exists()


def test_two_lines_that_contradict(cast):
    plan = planned(HEAD + "new@cedar.example,New,OAK,teacher,\nnew@cedar.example,Other,ELM,teacher,\n", cast.ada)
    assert plan.problems[0][0] == 3


def test_two_lines_are_two_posts(cast):
    plan = planned(HEAD + "new@cedar.example,New,OAK,teacher,\nnew@cedar.example,New,ELM,its,\n", cast.ada)
    assert len(plan.added) == 1
    plan.apply(by=cast.ada)
    new = Member.objects.get(email="new@cedar.example")
    assert {(p.role, p.campus.code) for p in new.posts.all()} == {("teacher", "OAK"), ("its", "ELM")}


def test_added_changed_and_unchanged(cast):
    text = (
        HEAD
        + "tess@cedar.example,Tess Tanaka,OAK,teacher,12\nolga@cedar.example,Olga Orlova,OAK,teacher,\nnew@cedar.example,New Name,ELM,teacher,B4\n"
    )
    plan = planned(text, cast.ada)
    assert (len(plan.added), len(plan.changed), plan.unchanged, plan.problems) == (1, 1, 1, [])
    assert [(str(o), str(n)) for _w, o, n in plan.changed[0].said] == [("Olga Ortiz", "Olga Orlova")]


def test_an_empty_cell_changes_nothing(cast):
    plan = planned("email,name,phone,title\nivan@cedar.example,,,\n", cast.ada)
    assert (plan.changes, plan.unchanged) == (0, 1)


def test_a_new_person_at_a_campus_is_a_teacher_unless_the_list_says_none(cast):
    plan = planned(HEAD + "one@cedar.example,One,OAK,,\ntwo@cedar.example,Two,OAK,none,\n", cast.ada)
    plan.apply(by=cast.ada)
    assert [(p.role, p.campus) for p in Member.objects.get(email="one@cedar.example").posts.all()] == [
        ("teacher", cast.oak)
    ]
    assert not Member.objects.get(email="two@cedar.example").posts.exists()


def test_a_list_takes_no_post_away(cast):
    planned(HEAD + "ivan@cedar.example,Iván Núñez,OAK,teacher,\n", cast.ada).apply(by=cast.ada)
    assert cast.ivan.posts.filter(role="its").count() == 2


def test_an_office_brings_in_its_own_campus_only(cast):
    text = (
        HEAD
        + "new@cedar.example,New,OAK,teacher,\nother@cedar.example,Other,ELM,teacher,\nemil@cedar.example,Emil Changed,ELM,teacher,\nada@cedar.example,Ada Changed,,,\nboss@cedar.example,Boss,OAK,office,\n"
    )
    plan = planned(text, cast.opal)
    assert [c.name for c in plan.added] == ["new@cedar.example"]
    assert [n for n, _s in sorted(plan.problems)] == [3, 4, 5, 6]


# From page to row


def test_nothing_happens_before_it_is_let(cast, as_):
    client, before = as_(cast.ada), Member.objects.count()
    answer = send(client, HEAD + "new@cedar.example,New Name,OAK,teacher,\n")
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "new@cedar.example" in page
    assert Member.objects.count() == before
    assert let(client).status_code == 303
    assert Member.objects.filter(email="new@cedar.example").exists()
    assert not Sheet.objects.exists()


def test_a_change_in_between_is_shown_first(cast, as_):
    client = as_(cast.ada)
    url = send(client, HEAD + "olga@cedar.example,Olga Orlova,OAK,teacher,\n")["Location"]
    mark = client.get(url).context["mark"]
    cast.olga.change(by=cast.ada, name="Olga Otter")
    answer = client.post(url, {"mark": mark})
    assert answer.status_code == 409
    assert "Olga Otter" in answer.content.decode()
    cast.olga.refresh_from_db()
    assert cast.olga.name == "Olga Otter"


def test_only_the_sender_sees_it_and_for_a_day(cast, as_, monday):
    from datetime import timedelta

    url = send(as_(cast.ada), HEAD + "new@cedar.example,New,OAK,,\n")["Location"]
    other = Member.add(by=HALLWAY, email="second@cedar.example", name="Second Admin")
    Post.add(by=HALLWAY, member=other, role="admin", campus=None)
    assert as_(other).get(url).status_code == 404
    assert as_(cast.opal).get(url).status_code == 404
    assert as_(cast.tess).get(url).status_code == 403
    with monday.at(monday.instant + timedelta(days=2)):
        assert as_(cast.ada).get(url).status_code == 303


def test_a_complete_list_that_forgets_many_asks_for_the_number(cast, as_):
    client = as_(cast.ada)
    send(client, HEAD + "ada@cedar.example,Ada Adler,,,\n", complete="on")
    assert let(client).status_code == 422
    assert Member.objects.filter(is_active=True).count() > 5
    leaving = Member.objects.filter(is_active=True).count() - 1
    assert let(client, leaving=str(leaving + 1)).status_code == 422
    assert let(client, leaving=str(leaving)).status_code == 303
    assert list(Member.objects.filter(is_active=True)) == [cast.ada]  # never the sender


def test_a_line_with_a_problem_still_names_its_person(cast):
    plan = planned(HEAD + "tess@cedar.example,Tess Tanaka,NOWHERE,teacher,\n", cast.ada, complete=True)
    assert len(plan.problems) == 1
    assert "Tess Tanaka" not in [c.name for c in plan.leaving]


def test_switching_all_off_by_a_column_is_guarded_too(cast, as_):
    client = as_(cast.ada)
    emails = Member.objects.filter(is_active=True).exclude(pk=cast.ada.pk).values_list("email", flat=True)
    send(client, "email,active\n" + "".join(f"{e},no\n" for e in emails))
    assert let(client).status_code == 422
    assert Member.objects.filter(is_active=True).count() > 5


def test_all_or_nothing(cast, as_):
    """The sender's own line asks for the impossible: nothing of the list happens."""
    client = as_(cast.ada)
    send(client, "email,name,campus,active\nnew@cedar.example,New,OAK,yes\nada@cedar.example,Ada Adler,,no\n")
    answer = let(client)
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.content.decode()
    assert not Member.objects.filter(email="new@cedar.example").exists()


def test_people_out_and_in_again_changes_nothing(cast, as_):
    cast.tess.change(by=cast.ada, title="=1+1", phone="+1 555 0100", preferred_name="'=x")
    Post.add(
        by=cast.ada, member=cast.tess, role="its", campus=cast.elm, hat="coach", weekdays=[1, 3], until="2027-06-01"
    )
    client = as_(cast.ada)
    text = out(client)
    assert ",'=1+1," in text
    assert ",'+1 555 0100," in text
    plan = planned(text, cast.ada)
    assert (plan.changes, plan.problems) == (0, [])
    assert plan.unchanged == Member.objects.count()


def test_people_out_and_into_an_empty_district_gives_the_same(cast, as_):
    def facts():
        return {
            m.email: (
                m.name,
                m.title,
                str(m.room),
                {(p.role, p.campus_id, p.hat, tuple(p.weekdays)) for p in m.posts.all()},
            )
            for m in Member.objects.filter(is_active=True).exclude(pk__in=[cast.ada.pk, cast.dora.pk])
        }

    cast.olga.change(by=cast.ada, room=cast.elm_room)
    cast.kim.posts.all()[0].remove(by=cast.ada)
    text, before = out(as_(cast.ada)), facts()
    Member.objects.exclude(pk=cast.ada.pk).delete()
    plan = planned(text, cast.ada)
    plan.apply(by=cast.ada)
    assert facts() == before


def test_devices_out_and_in_again(cast, as_):
    client = as_(cast.ada)
    send(
        client,
        "Asset Tag,Product,School,Room Number\nCB-1,Chromebook 3110,OAK,12\n=2,Epson,ELM,New room\nCB-3,,,\nCB-1,x,,\n",
        "devices",
    )
    assert let(client, "devices").status_code == 303
    assert {(d.tag, str(d.room)) for d in Device.objects.all()} == {
        ("CB-1", "12"),
        ("=2", "New room"),
        ("CB-3", "None"),
    }
    assert Room.objects.filter(campus=cast.elm, name="New room").exists()
    plan = planned(out(client, "devices"), cast.ada, kind=device_list)
    assert (plan.changes, plan.unchanged, plan.problems) == (0, 3, [])


def test_devices_move_and_leave(cast):
    device = Device.add(by=cast.ada, campus=cast.oak, tag="CB-9", room=cast.room)
    plan = planned("tag,campus,room\ncb-9,ELM,\n", cast.ada, kind=device_list)
    plan.apply(by=cast.ada)
    device.refresh_from_db()
    assert (device.campus, device.room) == (cast.elm, None)
    plan = planned("tag\nother\n", cast.ada, complete=True, kind=device_list)
    assert [c.name for c in plan.leaving] == ["CB-9"]


@pytest.mark.parametrize(
    ("kind", "text", "stays"),
    [
        (staff_list, "name,email,title\nTanaka, Tess,tess@cedar.example,Teacher\n", "Tess Tanaka"),
        (device_list, "model,tag,campus\nFlip, 11 inch,cb-9,OAK\n", "CB-9"),
        (tool_list, "note,name\nFor drawing, mostly,Quill\nx,Other\n", "Quill"),
    ],
)
def test_whom_or_what_a_damaged_line_names_stays_in_use(cast, kind, text, stays):
    """A comma without quotation marks moves the rest of its line by a column."""
    Device.add(by=cast.ada, campus=cast.oak, tag="CB-9", room=cast.room)
    Tool.add(by=cast.dora, name="Quill")
    plan = planned(text, cast.ada, complete=True, kind=kind)
    assert [number for number, _sentence in plan.problems] == [2]
    assert stays not in [str(change.name) for change in plan.leaving]


def test_an_office_touches_no_device_of_another_campus(cast):
    Device.add(by=cast.ada, campus=cast.elm, tag="E-1")
    Device.add(by=cast.ada, campus=cast.oak, tag="O-1")
    plan = planned(
        "tag,model,campus\nE-1,Taken,\nO-1,Given away,ELM\nN-1,New,ELM\nN-2,New,OAK\n", cast.opal, kind=device_list
    )
    assert [n for n, _s in plan.problems] == [2, 3, 4]
    assert [c.name for c in plan.added] == ["N-2"]


@pytest.mark.parametrize(
    ("who", "status"), [("ada", 200), ("opal", 200), ("tess", 403), ("ivan", 403), ("lena", 403), ("dora", 403)]
)
def test_who_sees_lists(cast, as_, who, status):
    client = as_(getattr(cast, who))
    for kind in ("people", "devices"):
        assert client.get(f"/settings/{kind}/in/").status_code == status
        assert client.get(f"/settings/{kind}/{kind}.csv").status_code == status


def test_an_office_takes_out_its_own_campus_only(cast, as_):
    text = out(as_(cast.opal))
    assert "tess@cedar.example" in text
    assert "emil@cedar.example" not in text
