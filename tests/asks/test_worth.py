"""What each reason is worth is the district's to set; the list is sorted anew, and the pushy never win."""

import pytest

from hallway.asks import jobs
from hallway.asks.models import Ask, Worth
from hallway.asks.pressing import WORTH
from hallway.core.verb import Denied, Refused


def order():
    return list(Ask.objects.still_open().pressing().values_list("line", flat=True))


def test_the_list_is_sorted_anew(cast, ask, monday):
    ask(line="Wide", affected="several")
    ask(line="Escalated").escalate(by=cast.ivan)
    before = order()
    Worth.get().weigh(by=cast.dora, minutes={"escalated": 5000})
    assert order() == before
    assert jobs.recount() == 2
    assert order() == ["Escalated", "Wide"] != before
    assert ask(line="Another").reasons == []
    assert Ask.objects.get(line="Escalated").reasons == [["escalated", 5000]]


@pytest.mark.parametrize(
    "minutes",
    [{"nudged": 900}, {"nudged": 600}, {"wide": 2000}, {"stopped": 0}, {"wide": 0}, {"stopped": 700, "nudged": 110}],
)
def test_the_pushy_never_win(cast, minutes):
    with pytest.raises(Refused):
        Worth.get().weigh(by=cast.ada, minutes=minutes)


@pytest.mark.parametrize("key", ["tess", "ivan", "lena", "opal", "cora"])
def test_others_may_read_and_not_set(cast, as_, key):
    member = getattr(cast, key)
    with pytest.raises(Denied):
        Worth.get().weigh(by=member, minutes={"known": 30})
    client = as_(member)
    assert "1440 minutes" in client.get("/asks/worth/").content.decode()
    assert client.post("/asks/worth/", WORTH).status_code == 403


def test_by_the_page(cast, as_):
    client = as_(cast.dora)
    assert client.post("/asks/worth/", WORTH | {"known": 30}).status_code == 303
    assert Worth.get().all["known"] == 30
    assert client.post("/asks/worth/", WORTH | {"known": -3}).status_code == 422
    assert client.post("/asks/worth/", WORTH | {"known": "x"}).status_code == 422
    refused = client.post("/asks/worth/", WORTH | {"nudged": 1000})
    assert refused.status_code == 409
    assert "so that the pushy do not win" in refused.content.decode()
    assert 'value="1000"' in refused.content.decode()
