"""The list of recurring work: everything in it exists, and may be called again and again."""

import pytest
from django.utils.module_loading import import_string

from hallway.config import clock

PATHS = [path for _name, _often, path in clock.PULSES + clock.RECURRING]


@pytest.mark.parametrize("path", PATHS)
def test_it_runs_on_a_quiet_day_as_often_as_one_likes(path, cast, monday):
    import_string(path)()
    import_string(path)()


def test_names_are_unique_and_the_calendar_holds_all_of_it():
    from procrastinate.contrib.django import app

    for rows in (clock.PULSES, clock.RECURRING):
        assert len({name for name, _often, _path in rows}) == len(rows)
    known = {task.name for task in app.tasks.values()}
    assert {"hallway." + name.replace(" ", "_") for name, _cron, _path in clock.RECURRING} <= known
