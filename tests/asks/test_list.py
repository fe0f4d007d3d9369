"""The help list: its order, its filters, what it costs."""


import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_STATEMENTS = 10


@pytest.fixture
def page(as_, cast):
    browser = as_(cast.ivan)

    def get(query="", **headers):
        return browser.get(f"/asks/{query}", headers=headers)

    return get


def cost(get):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = get()
    assert answer.status_code == 200
    return len(queries), [q["sql"][:150] for q in queries]


def test_list_costs_the_same_at_one_and_three_rows(page, ask, cast):
    ask()
    page()
    one, said = cost(page)
    ask(line="two", requester=cast.olga)
    ask(line="three", campus=cast.elm, requester=cast.emil, room=cast.elm_room)
    three, said = cost(page)
    assert one == three <= MOST_STATEMENTS, said


def test_list_costs_no_more_with_cold_calendars(page, ask, cast):
    from hallway.schooltime.calendars import forget

    ask()
    ask(campus=cast.elm, requester=cast.emil)
    forget()
    count, said = cost(page)
    assert count <= MOST_STATEMENTS, said
