"""Empty, huge, binary, right-to-left, emoji, NUL and numbers out of range in every form of people and settings: never a 500."""

import itertools

import pytest

VALUES = [
    "",
    " ",
    "\x00",
    "9" * 40,
    "-1",
    "x" * 20_000,
    "\u202e\u2066abc",
    "\U0001f469\u200d\U0001f3eb" * 30,
    "';--",
    "%00",
    "[]",
    "2026-99-99",
    "\ud7ff",
]
FORMS = {
    "/settings/people/add/": [
        "name",
        "email",
        "preferred_name",
        "pronouns",
        "title",
        "phone",
        "language",
        "room_campus",
        "room_name",
        "role",
        "campus",
        "hat",
        "weekdays",
        "since",
        "until",
    ],
    "/settings/campuses/add/": ["name", "code", "level", "time_zone", "address", "phone"],
    "/settings/devices/add/": ["tag", "model", "campus", "room_name"],
    "/settings/district/": ["name", "its_title", "time_zone", "language", "duty"],
    "/settings/hours/set_week/": ["start_0", "end_0", "again_0", "close_0", "campus"],
    "/settings/hours/days/add/": ["first", "last", "label", "campus"],
    "/settings/topics/add/": ["name", "hint", "icon", "order"],
    "/settings/procedure/": ["answer_stopped", "step_days", "reopen_within_days"],
    "/people/me/introduce/": ["preferred_name", "pronouns", "about", "ask_me_about", "how_to_ask"],
    "/people/me/password/": ["now", "password"],
    "/people/me/sessions/end/": ["session"],
    "/account/login/": ["login", "password", "next"],
    "/account/login/code/": ["email", "next"],
    "/account/password/reset/": ["email"],
}


@pytest.mark.parametrize("url", FORMS)
def test_nothing_breaks(cast, as_, url, client):
    from hallway.people import throttle

    browser = client if url.startswith("/account/") else as_(cast.ada)
    broken = []
    for name, value in itertools.product(FORMS[url], VALUES):
        throttle.Attempt.objects.all().delete()
        others = {other: "2026-03-02" if other in ("first", "last") else "1" for other in FORMS[url] if other != name}
        if "email" in others:
            others["email"] = "somebody@cedar.example"
        answer = browser.post(url, others | {name: value})
        if answer.status_code >= 500:
            broken.append((name, value[:20]))
    assert not broken


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 40])
def test_numbers_that_no_row_has(cast, as_, pk):
    for path in (
        "/people/{}/",
        "/people/{}/photo/",
        "/settings/people/{}/",
        "/settings/campuses/{}/",
        "/settings/devices/{}/",
        "/settings/topics/{}/",
        "/privacy/{}/",
        "/settings/people/in/{}/",
    ):
        assert as_(cast.ada).get(path.format(pk)).status_code in (303, 404), path
