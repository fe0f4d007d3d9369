"""Who may open which page of people and settings; pages ask as few statements for three rows as for one."""
# ruff: noqa: E501 - tables of cases read better in one line

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hallway.core.verb import HALLWAY
from hallway.people.models import Campus, Device, Member, Post

EVERYBODY = {"ada", "opal", "tess", "ivan", "lena", "dora", "cora"}
MANAGERS = {"ada", "opal"}
DISTRICT = {"ada", "dora"}
PAGES = {
    "people:list": EVERYBODY,
    "people:me": EVERYBODY,
    "people:choose_password": EVERYBODY,
    "people:sessions": EVERYBODY,
    "settings:index": MANAGERS | {"dora"},
    "settings:people": MANAGERS,
    "settings:person_add": MANAGERS,
    "settings:campuses": MANAGERS,
    "settings:campus_add": {"ada"},
    "settings:devices": MANAGERS,
    "settings:device_add": MANAGERS,
    "settings:district": {"ada"},
    "hours:hours": MANAGERS | DISTRICT,
    "procedures:topics": DISTRICT,
    "procedures:topic_add": DISTRICT,
    "procedures:procedure": DISTRICT,
}


@pytest.mark.parametrize(("name", "who"), PAGES.items())
def test_who_opens_what(cast, as_, name, who):
    for key in EVERYBODY:
        answer = as_(getattr(cast, key)).get(reverse(name))
        assert answer.status_code == (200 if key in who else 403), key
    assert Client().get(reverse(name)).status_code == 302


PERSON_PAGES = [("ada", "tess", 200), ("ada", "emil", 200), ("opal", "tess", 200), ("opal", "emil", 404), ("opal", "ada", 404), ("tess", "tess", 403), ("lena", "tess", 403)]  # fmt: skip


@pytest.mark.parametrize(("who", "whose", "status"), PERSON_PAGES)
def test_who_opens_whose_settings(cast, as_, who, whose, status):
    url = reverse("settings:person", args=[getattr(cast, whose).pk])
    assert as_(getattr(cast, who)).get(url).status_code == status


def test_an_office_looks_at_shared_people_but_changes_only_its_own(cast, as_):
    """Iván serves Oak and Elm: Oak's office sees him, the administrator changes him."""
    client, url = as_(cast.opal), reverse("settings:person", args=[cast.ivan.pk])
    page = client.get(url)
    assert page.status_code == 200
    assert "Only an administrator" in page.content.decode()
    assert client.post(url, {"name": "Ivan", "email": "ivan@cedar.example"}).status_code == 403


def test_a_person_page(cast, as_):
    cast.ivan.introduce(by=cast.ivan, about="I like <b>cables</b>", ask_me_about="Robots")
    page = as_(cast.emil).get(reverse("people:person", args=[cast.ivan.pk])).content.decode()
    assert "I like &lt;b&gt;cables&lt;/b&gt;" in page
    assert "Robots" in page
    assert "Tuesday, Thursday" in page


def test_who_left_is_seen_by_those_who_manage_people_only(cast, as_):
    url = reverse("people:person", args=[cast.gone.pk])
    assert as_(cast.tess).get(url).status_code == 404
    assert as_(cast.ada).get(url).status_code == 200


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(url)
        assert answer.status_code == 200
    return len(seen)


LISTS = [
    "/people/",
    "/settings/people/",
    "/settings/people/?q=Zo&role=teacher",
    "/settings/campuses/",
    "/settings/devices/",
]


@pytest.mark.parametrize("url", LISTS)
def test_the_same_few_statements_for_many_rows(cast, as_, url):
    def more(n):
        for i in range(n):
            campus = Campus.add(by=HALLWAY, name=f"Zone {n}{i}")
            member = Member.add(by=HALLWAY, email=f"zoe{n}{i}@cedar.example", name=f"Zoe Zander {n}{i}", room=cast.room)
            Post.add(by=HALLWAY, member=member, role="teacher", campus=campus)
            Post.add(by=HALLWAY, member=member, role="its", campus=cast.oak)
            Device.add(by=HALLWAY, campus=campus, tag=f"Z{n}{i}", room=cast.room)

    client = as_(cast.ada)
    more(1)
    one = statements(client, url)
    more(3)
    assert statements(client, url) == one
    assert one <= 15


def test_pages_of_fifty_in_order_of_names_without_gap_or_double(cast, as_):
    for number in range(120):
        Member.add(
            by=HALLWAY, email=f"p{number}@cedar.example", name=f"{'Äa' if number % 2 else 'Zz'} Person {number // 4}"
        )
    client, url, seen = as_(cast.ada), "/settings/people/", []
    while url:
        answer = client.get(url)
        seen += [m.pk for m in answer.context["rows"]]
        assert len(answer.context["rows"]) <= 50
        url = answer.context["next_url"] and "/settings/people/" + answer.context["next_url"]
    expected = list(Member.objects.filter(is_active=True).order_by("folded", "pk").values_list("pk", flat=True))
    assert seen == expected


@pytest.mark.parametrize(
    "query",
    [
        "?campus=999999",
        "?campus=x&role=king&state=odd",
        "?after=%00",
        "?after=~",
        "?after=x~99999999999999999999",
        "?q=%00'\";--",
        "?q=" + "a" * 5000,
    ],
)
def test_nonsense_in_the_address_is_left_aside(cast, as_, query):
    for base in ("/people/", "/settings/people/", "/settings/devices/", "/settings/campuses/", "/settings/hours/"):
        assert as_(cast.ada).get(base + query).status_code in (200, 404)


def test_filters(cast, as_):
    client = as_(cast.ada)

    def found(query):
        return {m.email.split("@")[0] for m in client.get("/settings/people/" + query).context["rows"]}

    assert found("?q=nune") == {"ivan"}
    assert found("?role=its") == {"ivan", "kim"}
    assert found(f"?role=its&campus={cast.oak.pk}") == {"ivan"}
    assert found("?state=off") == {"gone"}
    assert "tess" in found("?state=new")
    assert found("?q=digital+coa") == {"ivan"}
    assert found("?q=tess@cedar") == {"tess"}


def test_search_as_you_type_swaps_only_the_rows(cast, as_):
    answer = as_(cast.ada).get("/settings/people/?q=tess", headers={"HX-Request": "true"})
    assert "Tess Tanaka" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_people_in_the_search_box(cast):
    from hallway.core.search import NOUNS

    find = next(f for _o, name, _l, f in NOUNS if name == "people")
    assert find(cast.tess, "nun", 5) == [cast.ivan]
    assert find(cast.tess, "gone", 5) == []
    assert find(cast.ada, "gus", 5) == [cast.gone]
    assert find(cast.tess, "", 5) == []


# Adding and changing


def new_person(**more):
    return {"name": "Nora Novak", "email": "Nora@Cedar.example", "role": "teacher", "invite": "on"} | more


def test_adding_somebody_sends_the_letter(cast, as_):
    from django.core import mail

    answer = as_(cast.opal).post(
        "/settings/people/add/", new_person(campus=cast.oak.pk, room_campus=cast.oak.pk, room_name="77")
    )
    assert answer.status_code == 303
    nora = Member.objects.get(email="nora@cedar.example")
    assert (nora.room.name, nora.posts.get().campus) == ("77", cast.oak)
    assert mail.outbox[0].to == ["nora@cedar.example"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"email": "tess@cedar.example"}, "has this address already"),
        ({"email": "GONE@cedar.example"}, "has this address already"),
        ({"email": "no"}, "email"),
        ({"name": ""}, ""),
        ({"room_name": "9"}, "needs a campus"),
        ({"campus": ""}, "Choose a campus"),
        ({"campus": "999"}, ""),
        ({"since": "2026-05-01", "until": "2026-04-01"}, "before the first"),
        ({"role": "king"}, ""),
    ],
)
def test_what_needs_another_look_comes_back_with_what_was_typed(cast, as_, change, word):
    answer = as_(cast.ada).post("/settings/people/add/", new_person(campus=cast.oak.pk) | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert word in page
    assert answer.context["form"].errors
    assert (change.get("name") or "Nora Novak" in page) or "name" in change
    assert not Member.objects.filter(name="Nora Novak").exists()


def test_an_office_cannot_give_rights_by_form(cast, as_):
    client = as_(cast.opal)
    for more in (
        {"role": "admin"},
        {"role": "office", "campus": cast.oak.pk},
        {"role": "its"},
        {"role": "its", "campus": cast.elm.pk},
    ):
        assert client.post("/settings/people/add/", new_person(**more)).status_code == 422
        assert client.post(f"/settings/people/{cast.tess.pk}/posts/add/", more).status_code == 422
    assert not Member.objects.filter(email="nora@cedar.example").exists()


def test_fields_nobody_asked_for_change_nothing(cast, as_):
    url = reverse("settings:person", args=[cast.tess.pk])
    posted = {
        "name": "Tess T",
        "email": "tess@cedar.example",
        "is_active": "",
        "source": "mail",
        "password": "x",
        "photo": "aa/bb",
        "pk": "1",
    }
    assert as_(cast.ada).post(url, posted).status_code == 303
    fresh = Member.objects.get(pk=cast.tess.pk)
    assert (fresh.name, fresh.is_active, fresh.source, fresh.photo) == ("Tess T", True, "supplemental", "")
    assert fresh.check_password("a long enough word")


def test_names_are_cleaned(cast, as_):
    url = reverse("settings:person", args=[cast.tess.pk])
    as_(cast.ada).post(url, {"name": "Tess\u202e\x07  Tanaka \U0001f600", "email": "tess@cedar.example"})
    assert Member.objects.get(pk=cast.tess.pk).name == "Tess Tanaka \U0001f600"


def test_a_way_in_without_mail_is_shown_once(cast, as_):
    client = as_(cast.opal)
    page = client.post(reverse("settings:reset", args=[cast.tess.pk])).content.decode()
    assert "/people/invitation/" in page
    assert "/people/invitation/" not in client.get(reverse("settings:person", args=[cast.tess.pk])).content.decode()
    for other in (cast.emil, cast.ada):
        assert client.post(reverse("settings:reset", args=[other.pk])).status_code == 404


def test_actions_need_post(cast, as_):
    for name in ("deactivate", "reactivate", "invite", "reset", "forget_sign_ins"):
        assert as_(cast.ada).get(reverse(f"settings:{name}", args=[cast.tess.pk])).status_code == 405


def test_switching_off_and_on_by_the_page(cast, as_):
    client = as_(cast.opal)
    client.post(reverse("settings:deactivate", args=[cast.tess.pk]))
    assert not Member.objects.get(pk=cast.tess.pk).is_active
    client.post(reverse("settings:reactivate", args=[cast.tess.pk]))
    assert Member.objects.get(pk=cast.tess.pk).is_active
    assert as_(cast.ada).post(reverse("settings:deactivate", args=[cast.ada.pk])).status_code == 409
    assert Member.objects.get(pk=cast.ada.pk).is_active


def test_posts_by_the_page(cast, as_):
    client = as_(cast.ada)
    url = reverse("settings:post_add", args=[cast.tess.pk])
    client.post(url, {"role": "its", "campus": cast.elm.pk, "hat": "coach", "weekdays": ["1", "3"]})
    post = cast.tess.posts.get(role="its")
    assert (post.campus, post.weekdays) == (cast.elm, [1, 3])
    client.post(reverse("settings:post_remove", args=[cast.tess.pk, post.pk]))
    assert not cast.tess.posts.filter(role="its").exists()
    assert (
        client.post(reverse("settings:post_remove", args=[cast.tess.pk, cast.ivan.posts.all()[0].pk])).status_code
        == 404
    )


def test_campus_and_rooms_by_the_page(cast, as_):
    client = as_(cast.ada)
    added = {"name": "Birch High", "code": "BIR", "time_zone": "America/Denver", "level": "high"}
    assert client.post("/settings/campuses/add/", added).status_code == 303
    birch = Campus.objects.get(code="BIR")
    assert client.post("/settings/campuses/add/", added | {"name": "birch high"}).status_code == 422
    assert (
        client.post("/settings/campuses/add/", added | {"name": "X", "code": "X", "time_zone": "Moon/Base"}).status_code
        == 422
    )
    url = reverse("settings:campus", args=[birch.pk])
    assert client.post(url, added | {"name": "Birch High School", "enabled": "on"}).status_code == 303
    client.post(reverse("settings:room_add", args=[birch.pk]), {"name": "1, 2 ,Gym,"})
    assert [r.name for r in birch.rooms.all()] == ["1", "2", "Gym"]
    gym = birch.rooms.get(name="Gym")
    client.post(reverse("settings:room_change", args=[gym.pk]), {"name": "Gym A", "enabled": "0"})
    gym.refresh_from_db()
    assert (gym.name, gym.enabled) == ("Gym A", False)
    assert client.post(reverse("settings:room_change", args=[gym.pk]), {"name": "1"}).status_code == 303
    gym.refresh_from_db()
    assert gym.name == "Gym A"  # the name is taken
    assert as_(cast.opal).post(reverse("settings:room_add", args=[birch.pk]), {"name": "9"}).status_code == 403
    assert as_(cast.opal).post(reverse("settings:room_add", args=[cast.oak.pk]), {"name": "9"}).status_code == 303


def test_devices_by_the_page(cast, as_):
    client = as_(cast.opal)
    answer = client.post(
        "/settings/devices/add/", {"tag": "CB-7", "model": "Chromebook", "campus": cast.oak.pk, "room_name": "12"}
    )
    assert answer.status_code == 303
    device = Device.objects.get(tag="CB-7")
    assert device.room == cast.room
    assert client.post("/settings/devices/add/", {"tag": "cb-7", "campus": cast.oak.pk}).status_code == 422
    assert client.post("/settings/devices/add/", {"tag": "CB-8", "campus": cast.elm.pk}).status_code == 422
    url = reverse("settings:device", args=[device.pk])
    assert client.post(url, {"tag": "CB-7", "model": "New", "campus": cast.elm.pk, "enabled": "on"}).status_code == 422
    assert client.post(url, {"tag": "CB-7", "model": "New", "campus": cast.oak.pk}).status_code == 303
    device.refresh_from_db()
    assert (device.model, device.enabled, device.room) == ("New", False, None)


def test_the_district_by_the_page(cast, as_):
    answer = as_(cast.ada).post("/settings/district/", {"name": "Cedar", "its_title": "Coach", "time_zone": "America/Chicago", "language": "es", "duty": cast.ivan.pk})  # fmt: skip
    assert answer.status_code == 303
    cast.district.refresh_from_db()
    assert (cast.district.its_title, cast.district.duty) == ("Coach", cast.ivan)
