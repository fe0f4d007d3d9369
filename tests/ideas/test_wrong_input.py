"""Every form of the library as no browser would send it: a clear sentence, the other words kept, and nothing breaks."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hallway.ideas.models import Idea, Reply, Tip, Tool, Trial

from . import library, tips

KEPT = "xylocarp kept"
WRONG = [
    "9" * 21,
    "-1",
    "a\x00b",
    "x" * 100_000,
    "nonsense",
    "javascript:alert(1)",
    "2026-13-45",
    "1e309",
    "²",
]
TRIAL = {"result": "worked", "line": KEPT}
TRIAL_FIELDS = [
    "result",
    "its",
    "subject",
    "grade",
    "size",
    "device",
    "tried_on",
    "planned_on",
    "again",
    "helped",
    "plan",
    "goal",
]
IDEA = {"title": "Colors", "what_for": KEPT}
IDEA_FIELDS = ["link", "subject", "grades", "devices", "kind", "kept", "based_on", "without", "seen", "text"]


def cases(cast):
    """(name of the form, where it goes, what is right, the fields that are then sent wrong)."""
    idea, tip = library.idea(cast), tips.tip(cast, title="Another")
    plan = Trial.note(by=cast.olga, campus=cast.oak, idea=library.other(cast), result="not_yet")
    draft = Tip.draft(by=cast.olga, campus=cast.oak, title="Mine")
    yield "note", [idea.pk], TRIAL, TRIAL_FIELDS
    yield "tell", [plan.pk], TRIAL, TRIAL_FIELDS
    yield "tell_its", [], TRIAL | {"advice": "A timer"}, [*TRIAL_FIELDS, "from_whom"]
    yield "new", [], IDEA | {"later": "yes"}, IDEA_FIELDS
    yield "improve", [idea.pk], IDEA, IDEA_FIELDS
    yield "say", [idea.pk], {"text": KEPT}, ["kept"]
    yield "report", [idea.pk], {}, ["why"]
    yield "new_tip", [], {"title": "A tip", "text": KEPT}, ["idea", "audience"]
    yield "change_tip", [draft.pk], {"title": "A tip", "text": KEPT}, ["idea", "audience"]
    yield "answer_tip", [tip.pk], {"line": KEPT}, ["result", "named"]
    yield "bring_back", [idea.pk], {}, ["version"]
    yield "settle", [library.other(cast).pk], {}, ["outdated"]


def test_no_wrong_value_of_any_form_breaks_or_loses_the_rest(cast, as_):
    browser, lost = as_(cast.olga), []
    for name, args, right, fields in cases(cast):
        url = reverse(f"ideas:{name}", args=args)
        for field in fields:
            for value in WRONG:
                answer = browser.post(url, {"key": str(uuid.uuid4())} | right | {field: value})
                assert answer.status_code in (303, 403, 409, 422), (name, field, value[:20], answer.status_code)
                page = answer.content.decode() if answer.status_code in (409, 422) else ""
                if page and (
                    (KEPT in str(right) and KEPT not in page)
                    or ("field-error" not in page and "form-errors" not in page)
                ):
                    lost.append((name, field, value[:20]))
    assert not lost
    assert not Idea.objects.filter(link__startswith="javascript").exists()


def test_what_is_too_long_comes_back_with_a_sentence(cast, as_):
    browser, long = as_(cast.olga), "x" * 100_000
    for name, args, said in (("say", [library.idea(cast).pk], {"text": long}), ("tell_its", [], TRIAL | {"advice": long}),
                             ("new", [], {"title": "A", "text": long}), ("new_tip", [], {"title": "A", "text": long})):  # fmt: skip
        answer = browser.post(reverse(f"ideas:{name}", args=args), {"key": str(uuid.uuid4())} | said)
        assert (name, answer.status_code) == (name, 422)
        assert long in answer.content.decode()


def test_pages_with_wrong_addresses(cast, as_):
    browser = as_(cast.olga)
    for name, field in (("list", "q"), ("list", "grade"), ("list", "from"), ("list", "subject"), ("tools", "q"), ("tools", "approval"),
                        ("tips", "before"), ("new_tip", "idea"), ("similar", "title"), ("similar", "link"), ("new", "title")):  # fmt: skip
        for value in WRONG:
            assert browser.get(reverse(f"ideas:{name}"), {field: value}).status_code in (200, 404), (
                name,
                field,
                value[:20],
            )


def test_doors_without_a_sign_in_take_nothing_wrong(cast, client):
    tip = tips.tip(cast)
    mailed = reverse("tips:mailed", args=[tips.link(tip, cast.tess)])
    for url in (reverse("tips:open", args=[tip.code]), mailed):
        for value in WRONG:
            assert client.post(url, {"result": value, "line": value}).status_code == 422
            assert client.get(url, {"say": value}).status_code == 200
    assert client.post(mailed, {"result": "worked", "line": "x" * 501}).status_code == 422
    assert not Reply.objects.exists()
    for token in ("x", "9" * 60, "a-b-c-" + "d" * 22, "%00", "zzzzzzzzzzzzz-1-1-" + "a" * 22):
        assert client.get(f"/t/m/{token}/").status_code == 404


LISTS = {
    "latin": ("name,status\nCanción,approved\nPhET,approved\n".encode("latin-1"), {"Canción", "PhET"}),
    "sixteen bits": ("name,status\nCanción,approved\n".encode("utf-16"), {"Canción"}),
    "a mark before it": (b"\xef\xbb\xbfname,status\nPhET,approved\n", {"PhET"}),
    "semicolons": (b"name;status\r\nPhET;approved\r\n", {"PhET"}),
    "a quote that never ends": (b'name,status\n"PhET,approved\nKahoot,approved\n', None),
    "too many cells": (b"name,status\nPhET,approved,,,,,,,\nKahoot\n,\n,,,\n", None),
    "nul": (b"name,status\nPh\x00ET,approved\n", None),
    "the same twice": (b"name,status\nPhET,approved\nphet,denied\nPHET!,approved\n", {"PhET"}),
    "dates": (b"name,status,as of\nA1,approved,2026-02-31\nB1,approved,31/31/2026\nC1,approved,soon\nD1,approved,0000-01-01\n"
              b"E1,approved,2026-03-01\n", {"E1"}),
    "long": (b"name,status,note\n" + b"x" * 100_000 + b",approved,n\nPhET,approved," + b"y" * 100_000 + b"\nOk1,approved,\n", {"Ok1"}),
    "grades": (b"name,status,grades\nA1,approved,K-99999999999999999999\nB1,approved,12-K\nC1,approved,K-2\n", {"C1"}),
    "a site that is none": (b"name,status,site\nPhET,approved,javascript:alert(1)\nB1,approved,http://[::1\n", {"PhET", "B1"}),
    "no table": (bytes(range(256)) * 20, None),
    "nothing": (b"", None),
    "a head alone": (b"name,status\n", None),
    "no such columns": (b"colour,taste\nred,sweet\n", None),
}  # fmt: skip


@pytest.mark.parametrize("what", LISTS)
def test_a_list_of_tools_however_it_is_written(cast, as_, what):
    text, names = LISTS[what]
    browser = as_(cast.dora)
    sent = browser.post(reverse("ideas:tools_in"), {"file": SimpleUploadedFile("tools.csv", text, "text/csv")})
    assert sent.status_code in (303, 422)
    if sent.status_code == 422:
        assert names is None, sent.content.decode()
        assert "form-errors" in sent.content.decode() or "field-error" in sent.content.decode()
        return
    look = browser.get(sent["Location"]).content.decode()
    mark = look.split('name="mark" value="')[1].split('"')[0] if 'name="mark"' in look else ""
    assert browser.post(sent["Location"], {"mark": mark}).status_code in (303, 409, 422)
    if names is not None:
        assert set(Tool.objects.values_list("name", flat=True)) == names
    assert "javascript:" not in browser.get(reverse("ideas:tools")).content.decode()
