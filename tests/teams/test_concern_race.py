"""Two who lead decide at once about the same entry, which two people handed on: it is one decision, and it can be undone after."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from hallway.core.verb import HALLWAY
from hallway.history.models import Event
from hallway.people.models import Post
from hallway.teams.models import Concern

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_decides_after_the_other(cast, topic):
    Post.add(by=HALLWAY, member=cast.opal, role="lead", campus=cast.oak)
    answer = topic.answer(by=cast.olga, text="xylozebra")
    rows = [Concern.say(by=by, topic=topic, message=answer.pk) for by in (cast.tess, cast.ivan)]
    for _round in range(5):
        start, wrong = threading.Barrier(2), []

        def decide(row, who, act, start=start, wrong=wrong):
            try:
                start.wait(10)
                getattr(Concern.objects.get(pk=row.pk), act)(by=who)
            except Exception as error:
                wrong.append(error)
            finally:
                connection.close()

        pairs = ((rows[0], cast.lena, "set_aside"), (rows[1], cast.opal, "let_stand"))
        hands = [threading.Thread(target=decide, args=pair) for pair in pairs]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(30)
        assert not wrong
        (outcome,) = {row.outcome for row in Concern.objects.all()}
        answer.refresh_from_db()
        assert (outcome, answer.kind) in (("aside", "note"), ("stands", "reply"))
    Concern.objects.get(pk=rows[1].pk).set_aside(by=cast.lena)
    Concern.objects.get(pk=rows[0].pk).let_stand(by=cast.lena)
    answer.refresh_from_db()
    assert answer.kind == "reply"


def test_whoever_comes_second_reads_what_the_first_decided(cast, topic, as_):
    Post.add(by=HALLWAY, member=cast.opal, role="lead", campus=cast.oak)
    answer = topic.answer(by=cast.olga, text="xylozebra")
    rows = [Concern.say(by=by, topic=topic, message=answer.pk) for by in (cast.tess, cast.ivan)]
    presses = (("set_aside", rows[0], cast.lena, "aside"), ("let_stand", rows[1], cast.opal, "stands"))
    start, answers = threading.Barrier(2), {}

    def press(name, row, who, outcome):
        try:
            browser = as_(who)
            start.wait(10)
            said = {"seen": "", "said": "My word to Olga"}
            answers[outcome] = browser.post(reverse(f"teams:{name}", args=[row.pk]), said)
        finally:
            connection.close()

    hands = [threading.Thread(target=press, args=each) for each in presses]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    (outcome,) = {row.outcome for row in Concern.objects.all()}
    (second,) = {"aside", "stands"} - {outcome}
    assert (answers[outcome].status_code, answers[second].status_code) == (303, 409)
    page = answers[second].content.decode()
    first = {"aside": cast.lena.full_name, "stands": cast.opal.full_name}[outcome]
    assert f"{first} {'set it aside' if outcome == 'aside' else 'looked at it'} meanwhile" in page
    assert second == "stands" or 'value="My word to Olga"' in page
    assert f'name="seen" value="{outcome}"' in page, "pressed again, it is meant"
    assert Event.objects.filter(kind="concern.decided").count() == 2, "both who handed it on hear of it, once"
    names = {each[3]: each for each in presses}
    name, row, who, _outcome = names[second]
    assert as_(who).post(reverse(f"teams:{name}", args=[row.pk]), {"seen": outcome}).status_code == 303
    assert {row.outcome for row in Concern.objects.all()} == {second}


def test_whoever_sets_it_aside_second_is_told_that_their_words_do_not_stand_beside_it(cast, topic, as_):
    """Its author reads the words of the first, and only these."""
    Post.add(by=HALLWAY, member=cast.opal, role="lead", campus=cast.oak)
    answer = topic.answer(by=cast.olga, text="xylozebra")
    row = Concern.say(by=cast.tess, topic=topic, message=answer.pk)
    url = reverse("teams:set_aside", args=[row.pk])
    assert as_(cast.lena).post(url, {"seen": "", "said": "Talk to me, please"}).status_code == 303
    late = as_(cast.opal).post(url, {"seen": "", "said": "My word to Olga"})
    page = late.content.decode()
    assert late.status_code == 409
    assert f"{cast.lena.full_name} set it aside meanwhile" in page
    assert "My word to Olga" in page
    again = as_(cast.lena).post(url, {"seen": "", "said": "Talk to me, please"})
    assert again.status_code == 303, "pressed twice"
    row.refresh_from_db()
    assert (row.said, row.decided_by) == ("Talk to me, please", cast.lena)
