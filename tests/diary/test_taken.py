"""Nobody is in two places at once: said by the database, whoever asks at the same moment."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hallway.core.now import moved, now
from hallway.core.verb import Refused
from hallway.diary.models import Clash, Taken
from hallway.people.models import Absence, Room

NINE = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
HOUR = timedelta(hours=1)


def thing(cast, name):
    """Any row that takes time."""
    return Room.add(by=cast.ada, campus=cast.oak, name=name)


def take(people, about, start=NINE, hours=1.0, state="confirmed", until=None):
    with transaction.atomic():
        Taken.take(people, start, start + hours * HOUR, about=about, state=state, until=until)


def stands(person):
    return [(row.start, row.end, row.about, row.state) for row in Taken.of([person], NINE - 9 * HOUR, NINE + 99 * HOUR)]


def test_what_is_taken_is_taken_for_everybody_on_it(cast):
    one, two = thing(cast, "one"), thing(cast, "two")
    take([cast.ivan, cast.tess], one)
    for people in ([cast.ivan], [cast.olga, cast.tess], [cast.tess.pk]):
        for start in (NINE, NINE + HOUR / 2, NINE - HOUR / 2):
            with pytest.raises(Clash) as said:
                take(people, two, start)
            assert set(said.value.people) <= {cast.ivan.pk, cast.tess.pk}
    assert stands(cast.ivan) == stands(cast.tess) == [(NINE, NINE + HOUR, one, "confirmed")]
    assert stands(cast.olga) == []


def test_one_after_the_other_touches_and_does_not_meet(cast):
    one, two, three = (thing(cast, name) for name in "123")
    take([cast.ivan], one)
    take([cast.ivan], two, NINE + HOUR)
    take([cast.ivan], three, NINE - HOUR)
    assert [about for _start, _end, about, _state in stands(cast.ivan)] == [three, one, two]


def test_the_same_thing_moves_over_itself(cast):
    one = thing(cast, "one")
    take([cast.ivan, cast.tess], one)
    take([cast.ivan, cast.olga], one, NINE + HOUR / 2, state="pending")
    assert stands(cast.ivan) == stands(cast.olga) == [(NINE + HOUR / 2, NINE + 1.5 * HOUR, one, "pending")]
    assert stands(cast.tess) == []


def test_a_clash_changes_nothing_and_the_transaction_goes_on(cast):
    one, two = thing(cast, "one"), thing(cast, "two")
    take([cast.ivan], one)
    take([cast.tess], two, NINE + 3 * HOUR)
    with transaction.atomic():
        with pytest.raises(Clash):
            Taken.take([cast.tess, cast.ivan], NINE, NINE + HOUR, about=two, state="confirmed")
        assert [about for *_times, about, _state in stands(cast.tess)] == [two]
    assert issubclass(Clash, Refused)
    assert "Iván" not in str(Clash([cast.ivan.pk]).sentence)


@pytest.mark.parametrize("state", ["held", "pending", "confirmed"])
def test_every_state_takes_time(cast, state):
    take([cast.ivan], thing(cast, "one"), state=state, until=now() + HOUR if state == "held" else None)
    with pytest.raises(Clash):
        take([cast.ivan], thing(cast, "two"))


def test_a_hold_that_has_run_out_gives_way(cast):
    one, two = thing(cast, "one"), thing(cast, "two")
    take([cast.ivan, cast.tess], one, state="held", until=now() + timedelta(minutes=5))
    with moved(now() + timedelta(minutes=6)):
        assert stands(cast.ivan) == []
        take([cast.ivan], two)
        with pytest.raises(Clash):
            take([cast.ivan, cast.tess], one)  # its form comes too late
        assert stands(cast.ivan) == [(NINE, NINE + HOUR, two, "confirmed")]


def test_a_hold_becomes_what_it_was_held_for(cast):
    one = thing(cast, "one")
    take([cast.ivan], one, state="held", until=now() + HOUR)
    take([cast.ivan, cast.tess], one)
    with moved(now() + 2 * HOUR):
        assert stands(cast.ivan) == [(NINE, NINE + HOUR, one, "confirmed")]


def test_freed_is_free(cast):
    one = thing(cast, "one")
    take([cast.ivan, cast.tess], one)
    with transaction.atomic():
        Taken.free(one)
    take([cast.ivan], thing(cast, "two"))
    assert stands(cast.tess) == []


def test_the_same_number_of_another_kind_is_another_thing(cast):
    room = thing(cast, "one")
    absence = Absence(pk=room.pk, member=cast.tess)
    take([cast.ivan], room)
    with pytest.raises(Clash):
        take([cast.ivan], absence)
    with transaction.atomic():
        Taken.free(absence)
    assert len(stands(cast.ivan)) == 1


def row(cast, about, person, **values):
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(about)
    said = {"during": DateTimeTZRange(NINE, NINE + HOUR), "state": "confirmed", **values}
    return Taken(person=person, about_type=kind, about_id=about.pk, **said)


def test_the_database_itself_refuses(cast):
    """Also whoever goes around ``take``."""
    one, two = thing(cast, "one"), thing(cast, "two")
    row(cast, one, cast.ivan).save()
    wrong = [
        row(cast, two, cast.ivan),
        row(cast, two, cast.ivan, state="held", until=now() - HOUR),
        row(cast, two, cast.tess, during=DateTimeTZRange(NINE, NINE)),
        row(cast, two, cast.tess, during=DateTimeTZRange(NINE, None)),
        row(cast, two, cast.tess, state="held"),
        row(cast, two, cast.tess, until=NINE),
        row(cast, one, cast.ivan, during=DateTimeTZRange(NINE + 5 * HOUR, NINE + 6 * HOUR)),
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each.save()
    row(cast, two, cast.tess).save()


def test_of_is_one_statement_by_the_constraints_own_index(cast, django_assert_num_queries):
    people = [cast.ivan, cast.tess, cast.kim]
    for number, person in enumerate(people):
        take([person], thing(cast, str(number)))
    with django_assert_num_queries(1):
        assert len(list(Taken.of(people, NINE, NINE + HOUR))) == 3
    assert list(Taken.of([], NINE, NINE + HOUR)) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    said = Taken.of(people, NINE, NINE + HOUR).order_by().explain()
    assert "taken_once" in said, said
    assert "int8range" in said.partition("Index Cond")[2].partition("Filter")[0], said


def at_once(works):
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number):
        try:
            start.wait(timeout=20)
            results[number] = works[number]()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.django_db(transaction=True)
def test_twenty_ask_at_the_same_moment_and_one_gets_it(cast):
    """Each with another colleague and in another order of people, over a hold that has run out."""
    things = [thing(cast, str(number)) for number in range(20)]
    old = thing(cast, "old")
    with moved(now() - HOUR):
        take([cast.ivan, cast.tess], old, state="held", until=now() + timedelta(minutes=5))
    others = [cast.tess, cast.olga, cast.emil, cast.kim]
    works = []
    for number, about in enumerate(things):
        people = [cast.ivan, others[number % 4]][:: 1 if number % 2 else -1]
        works.append(lambda people=people, about=about: take(people, about))
    results = at_once(works)
    assert [type(each) for each in results if each is not None] == [Clash] * 19, results
    assert len(stands(cast.ivan)) == 1
    (winner,) = [about for *_times, about, _state in stands(cast.ivan)]
    assert Taken.objects.standing().count() == 2
    assert Taken.objects.about(winner).count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_crosses_each_other_does_not_hang(cast):
    """Takes, moves and frees of everybody by many at once end in order, and no time is taken twice."""
    people = [cast.ivan, cast.tess, cast.olga, cast.kim, cast.emil]
    things = [thing(cast, str(number)) for number in range(12)]

    def work(about, seed):
        chance = random.Random(seed)

        def walk():
            for _turn in range(12):
                who = chance.sample(people, 3)
                start = NINE + chance.randrange(4) * HOUR / 2
                try:
                    with transaction.atomic():
                        Room.objects.select_for_update().get(pk=about.pk)
                        if chance.random() < 0.2:
                            Taken.free(about)
                        else:
                            held = chance.random() < 0.3
                            until = now() - timedelta(seconds=1) if held else None
                            state = "held" if held else "confirmed"
                            Taken.take(who, start, start + HOUR, about=about, state=state, until=until)
                except Clash:
                    continue

        return walk

    results = at_once([work(about, seed) for seed, about in enumerate(things)])
    assert results == [None] * 12, results


def test_gone_with_the_person(cast):
    from hallway.privacy.models import Erasure

    take([cast.olga, cast.tess], thing(cast, "one"))
    Erasure.carry_out(by=cast.ada, member=cast.olga, reason="asked for")
    assert list(Taken.objects.values_list("person", flat=True)) == [cast.tess.pk]
