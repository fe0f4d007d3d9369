"""Several at once: each row says what happened to it, and one that is refused stops none of the others."""

import uuid

import pytest

from hallway.asks.models import Ask, ReplyTemplate
from hallway.threads.models import Message


@pytest.fixture
def browser(as_, cast):
    return as_(cast.ivan)


def words(answer):
    return answer.content.decode()


def test_take_says_per_row_what_happened(browser, cast, ask):
    mine, closed = ask(line="first"), ask(line="second")
    closed.close(by=cast.ivan)
    strange = ask(line="not mine to see", campus=cast.elm, requester=cast.emil, confidential=True)
    strange.hand_over(by=strange.holder, to=cast.kim)
    answer = browser.post("/asks/bulk/", {"do": "take", "ask": [mine.pk, closed.pk, strange.pk, 999999]})
    said = words(answer)
    assert "One of them is done." in said
    assert "Yours now" in said
    assert "This request is closed. Open it again first." in said
    assert "not mine to see" not in said
    assert f"#{strange.pk}" in said
    mine.refresh_from_db()
    assert mine.holder == cast.ivan


@pytest.mark.parametrize(
    ("do", "form", "status"),
    [
        ("wait", {"on": "you", "soon": "two"}, "waiting_you"),
        ("solve", {"outcome": "fixed"}, "solved"),
        ("close", {"outcome": "replaced"}, "closed"),
    ],
)
def test_what_needs_an_answer_asks_first(browser, ask, do, form, status):
    rows = [ask(line=f"number {n}") for n in range(2)]
    picked = [row.pk for row in rows]
    page = browser.post("/asks/bulk/", {"do": do, "ask": picked})
    assert "For these 2 requests" in words(page)
    assert not Ask.objects.filter(status=status).exists()
    browser.post("/asks/bulk/", {"do": do, "ask": picked, "sure": "1", **form})
    assert Ask.objects.filter(status=status).count() == 2


def test_hand_over_several(browser, cast, ask):
    rows = [ask(), ask(line="two")]
    form = {"do": "hand_over", "ask": [row.pk for row in rows], "sure": "1", "to": cast.kim.pk}
    browser.post("/asks/bulk/", form)
    assert Ask.objects.filter(holder=cast.kim).count() == 2


def test_a_reply_to_several_is_filled_in_and_sent_once(browser, cast, ask):
    template = ReplyTemplate.add(by=cast.ivan, owner=cast.ivan, name="t", text="Hi {teacher}, it is the switch.")
    rows = [ask(), ask(requester=cast.olga)]
    form = {
        "do": "reply",
        "ask": [row.pk for row in rows],
        "sure": "1",
        "template": template.pk,
        "key": str(uuid.uuid4()),
    }
    browser.post("/asks/bulk/", form)
    browser.post("/asks/bulk/", form)
    texts = Message.objects.filter(kind="reply").values_list("text", flat=True)
    assert sorted(texts) == ["Hi Olga, it is the switch.", "Hi Tess, it is the switch."]


def test_unclear_answers_do_nothing(browser, ask):
    row = ask()
    answer = browser.post("/asks/bulk/", {"do": "wait", "ask": [row.pk], "sure": "1", "on": "you", "soon": "day"})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.status == "open"


@pytest.mark.parametrize("form", [{}, {"do": "take"}, {"do": "burn", "ask": "1"}, {"do": "take", "ask": "x"}])
def test_nothing_picked_goes_back(browser, form):
    assert browser.post("/asks/bulk/", form).status_code == 302


def test_a_contact_reads_and_changes_nothing(as_, cast, ask):
    row = ask()
    said = words(as_(cast.cora).post("/asks/bulk/", {"do": "take", "ask": [row.pk]}))
    assert "its own team helps" in said
    row.refresh_from_db()
    assert row.holder == cast.ivan
