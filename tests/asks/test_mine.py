"""My requests, and the page of one of them as its asker reads it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.asks.models import Ask
from hallway.threads.models import Message


def url(ask, verb=""):
    return f"/asks/{ask.pk}/{verb + '/' if verb else ''}"


def test_list_open_first_then_done(cast, ask, as_, monday):
    done = ask(line="The speaker is mute")
    done.withdraw(by=cast.tess)
    ask(line="The projector is dark")
    ask(requester=cast.olga, line="Olga's matter")
    page = as_(cast.tess).get("/asks/mine/").content.decode()
    assert page.index("The projector is dark") < page.index("The speaker is mute")
    assert "Olga" not in page
    assert "Iván answers by tomorrow 9:00" in page


def test_what_i_filed_for_others_is_mine_too(cast, ask, as_):
    ask(requester=cast.olga, by=cast.tess, line="For Olga")
    assert "for Olga Ortiz" in as_(cast.tess).get("/asks/mine/").content.decode()


def test_an_empty_list_teaches(cast, as_):
    assert "Nothing asked yet" in as_(cast.tess).get("/asks/mine/").content.decode()


def test_older_ones_by_key(cast, ask, as_):
    for n in range(27):
        ask(line=f"line number {n:02}").withdraw(by=cast.tess)
    tess = as_(cast.tess)
    page = tess.get("/asks/mine/")
    assert "line number 26" in page.content.decode()
    assert "line number 01" not in page.content.decode()
    older = tess.get(page.context["earlier"]).content.decode()
    assert "line number 01" in older
    assert "line number 02" not in older
    assert tess.get("/asks/mine/?before=" + "9" * 60).status_code == 200


def test_few_statements_at_one_and_three(cast, ask, as_, django_assert_max_num_queries):
    tess = as_(cast.tess)
    ask(line="one")
    tess.get("/asks/mine/")
    with django_assert_max_num_queries(15) as first:
        tess.get("/asks/mine/")
    ask(line="two").withdraw(by=cast.tess)
    ask(line="three")
    with django_assert_max_num_queries(len(first)):
        tess.get("/asks/mine/")


def test_the_page_says_who_when_and_why(cast, ask, as_, monday):
    row = ask(teaching_stopped=True, hello="Good morning", detail="It says: no signal", room=cast.room)
    page = as_(cast.tess).get(url(row)).content.decode()
    assert "Iván answers by today 10:00" in page
    assert "at Oak Elementary today" in page
    assert "First in Iván" in page
    assert "teaching stopped now" in page
    assert "It says: no signal" in page
    assert "Send to Iván" in page
    assert "Iván Núñez" in page


def test_notes_and_their_files_are_not_on_it(cast, ask, as_, monday):
    from hallway.core.storage import keep

    row = ask()
    row.note(by=cast.ivan, text="hippopotamus", stored=[keep(b"text", "rhinoceros.txt", "text/plain")])
    page = as_(cast.tess).get(url(row)).content.decode()
    assert "hippopotamus" not in page
    assert "rhinoceros" not in page
    assert "left a note" not in page


def test_words_are_shown_as_words(cast, ask, as_):
    row = ask(detail="<script>alert(1)</script> see https://cedar.example/x")
    page = as_(cast.tess).get(url(row)).content.decode()
    assert "<script>alert" not in page
    assert 'href="https://cedar.example/x"' in page


@pytest.mark.parametrize("who", ["tess", "ivan", "cora"])
def test_who_reads_it(cast, ask, as_, who):
    assert as_(getattr(cast, who)).get(url(ask())).status_code == 200


@pytest.mark.parametrize("who", ["olga", "emil", "kim", "lena", "ed", "opal", "dora", "ada"])
def test_who_does_not(cast, ask, as_, who):
    row = ask()
    client = as_(getattr(cast, who))
    assert client.get(url(row)).status_code == 404
    for verb in ("reply", "confirm", "reopen", "withdraw", "nudge", "thank"):
        assert client.post(url(row, verb), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("verb", ["confirm", "withdraw", "nudge", "reopen"])
def test_who_reads_along_does_not_act(cast, ask, as_, verb):
    row = ask()
    answer = as_(cast.cora).post(url(row, verb), {"key": "6f8c1f3e-52bd-4b2e-9f1d-0c6a0a3b7c11"})
    assert answer.status_code == 403


def test_who_reads_along_has_no_buttons(cast, ask, as_):
    page = as_(cast.cora).get(url(ask())).content.decode()
    assert "composer" not in page
    assert "Take it back" not in page


def test_who_reads_along_is_not_asked(cast, ask, as_, monday):
    row = ask()
    row.solve(by=cast.ivan)
    page = as_(cast.cora).get(url(row)).content.decode()
    assert "Iván says it is solved" in page
    assert "Does it work?" not in page


def said(**values):
    import uuid

    return {"key": str(uuid.uuid4()), **values}


def test_reply_and_undo(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    assert tess.post(url(row, "reply"), said(text="It also smells")).status_code == 303
    page = tess.get(url(row)).content.decode()
    assert "It also smells" in page
    message = Message.objects.get(kind="reply")
    assert f"/undo_message/{message.pk}/" in page
    answer = tess.post(f"{url(row)}undo_message/{message.pk}/")
    assert "It also smells" in answer.content.decode()
    assert not Message.objects.filter(kind="reply").exists()
    assert tess.post(f"{url(row)}undo_message/{message.pk}/").status_code == 303


def test_undo_is_over_after_twenty_seconds(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    tess.post(url(row, "reply"), said(text="It also smells"))
    message = Message.objects.get(kind="reply")
    with monday.at(monday.instant + timedelta(seconds=21)):
        assert "undo_message" not in tess.get(url(row)).content.decode()
        assert tess.post(f"{url(row)}undo_message/{message.pk}/").status_code == 409


def test_the_same_reply_twice_is_one(cast, ask, as_):
    row, tess, form = ask(), as_(cast.tess), said(text="Once")
    tess.post(url(row, "reply"), form)
    tess.post(url(row, "reply"), form)
    assert Message.objects.filter(kind="reply").count() == 1
    answer = tess.post(url(row, "reply"), form | {"text": "Twice"})
    assert answer.status_code == 409
    assert "Twice" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_reply_is_unclear(cast, ask, as_, text):
    assert as_(cast.tess).post(url(ask(), "reply"), said(text=text)).status_code == 422


def test_a_reply_of_only_a_file(cast, ask, as_):
    file = SimpleUploadedFile("list.txt", b"one\ntwo", "text/plain")
    row, tess = ask(), as_(cast.tess)
    assert tess.post(url(row, "reply"), said(text="", files=file)).status_code == 303
    assert "list.txt" in tess.get(url(row)).content.decode()


def test_huge_words_come_back(cast, ask, as_):
    answer = as_(cast.tess).post(url(ask(), "reply"), said(text="a" * 100_000))
    assert answer.status_code == 422
    assert "a" * 100_000 in answer.content.decode()


def test_it_works_then_thanks(cast, ask, as_, monday):
    from hallway.appreciation.models import Thanks

    row, tess = ask(), as_(cast.tess)
    row.reply(by=cast.ivan, text="A new bulb is in", through="mail")
    row.solve(by=cast.ivan)
    page = tess.get(url(row)).content.decode()
    assert "Does it work?" in page
    assert tess.post(url(row, "confirm")).status_code == 303
    page = tess.get(url(row)).content.decode()
    assert "Say thank you" in page
    assert tess.post(url(row, "thank"), said(to=[cast.ivan.pk], reason="You came before the bell")).status_code == 303
    thanks = Thanks.objects.get()
    assert (thanks.sender, thanks.receivers, thanks.reason) == (cast.tess, [cast.ivan], "You came before the bell")
    assert "Say thank you" not in tess.get(url(row)).content.decode()


def test_thanks_go_only_to_who_helped(cast, ask, as_):
    row = ask()
    row.solve(by=cast.ivan)
    row.confirm(by=cast.tess)
    assert as_(cast.tess).post(url(row, "thank"), said(to=[cast.olga.pk])).status_code == 422


def test_it_does_not_work(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    row.solve(by=cast.ivan)
    tess.post(url(row, "reopen"), said(text="Dark again"))
    row.refresh_from_db()
    assert row.status == "open"
    assert "Dark again" in tess.get(url(row)).content.decode()


@pytest.mark.parametrize("who", ["tess", "ivan"])
def test_a_bare_button_opens_it_again(cast, ask, as_, who):
    row = ask()
    row.solve(by=cast.ivan)
    assert as_(getattr(cast, who)).post(url(row, "reopen")).status_code == 303
    row.refresh_from_db()
    assert row.status == "open"


def test_it_came_back_until_some_school_days_later(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    row.solve(by=cast.ivan)
    row.confirm(by=cast.tess)
    assert "Did it come back?" in tess.get(url(row)).content.decode()
    with monday.at(monday.instant + timedelta(days=60)):
        assert "Ask again with these words" in tess.get(url(row)).content.decode()


def test_nudge_is_offered_in_its_time(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    assert "ask gently" not in tess.get(url(row)).content.decode()
    assert tess.post(url(row, "nudge")).status_code == 409
    with monday.at(monday.instant + timedelta(days=3)):
        assert "ask gently" in tess.get(url(row)).content.decode()
        tess.post(url(row, "nudge"))
        page = tess.get(url(row)).content.decode()
        assert "It stands higher for it" in page
        assert tess.post(url(row, "nudge")).status_code == 409


def test_withdraw(cast, ask, as_):
    row, tess = ask(), as_(cast.tess)
    tess.post(url(row, "withdraw"))
    tess.post(url(row, "withdraw"))
    assert Ask.objects.get().outcome == "withdrawn"


def test_the_state_in_words(cast, ask, as_, monday):
    row, tess = ask(), as_(cast.tess)
    row.wait(by=cast.ivan, on="you", until=monday.instant + timedelta(days=2), note="Which cable is it?")
    page = tess.get(url(row)).content.decode()
    assert "Iván waits for your answer" in page
    assert "Which cable is it?" in page
    row.wait(by=cast.ivan, on="other", until=monday.instant + timedelta(days=2), note="A part is on its way")
    page = tess.get(url(row)).content.decode()
    assert "Iván checks again by Wednesday 9:00" in page
    assert "A part is on its way" in page
    with monday.at(monday.instant + timedelta(days=4)):
        assert "The next step is late" in tess.get(url(row)).content.decode()


def test_few_statements_on_the_page(cast, ask, as_, django_assert_max_num_queries, monday):
    row, tess = ask(), as_(cast.tess)
    row.reply(by=cast.ivan, text="one", through="mail")
    tess.get(url(row))
    with django_assert_max_num_queries(16) as first:
        tess.get(url(row))
    row.reply(by=cast.ivan, text="two", through="mail")
    row.reply(by=cast.tess, text="three", through="mail")
    with django_assert_max_num_queries(len(first)):
        tess.get(url(row))


def test_get_does_nothing(cast, ask, as_):
    row, tess = ask(), as_(cast.tess)
    for verb in ("reply", "confirm", "reopen", "withdraw", "nudge", "thank"):
        assert tess.get(url(row, verb)).status_code == 405
