"""Twenty people, one place, each on a connection of their own."""

import threading

import pytest
from django.db import connection

from hallway.core.verb import HALLWAY
from hallway.people.models import Member, Post

from .made import announced


@pytest.mark.django_db(transaction=True)
def test_twenty_people_and_one_place(cast):
    row = announced(cast, capacity=1)
    people = [Member.add(by=HALLWAY, email=f"t{n}@cedar.example", name=f"Teacher {n}") for n in range(20)]
    for member in people:
        Post.add(by=HALLWAY, member=member, role="teacher", campus=cast.oak)
    gate, wrong = threading.Barrier(20), []

    def come(member):
        try:
            mine = type(row).objects.get(pk=row.pk)
            gate.wait(timeout=30)
            mine.answer(by=Member.objects.get(pk=member.pk), said="going")
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[member]) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    found = list(row.seats.values_list("answer", flat=True))
    assert sorted(found) == ["going"] + ["waiting"] * 19
