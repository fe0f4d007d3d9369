"""The machinery of verbs: the row is read anew under a lock, and verbs that are done together are undone together."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from hallway.asks.models import Ask
from hallway.core.again import lock_and_reread
from hallway.core.verb import HALLWAY, Refused, together

VALUES = [field.attname for field in Ask._meta.concrete_fields if field.attname != "words"]


@pytest.fixture
def ask(cast):
    return Ask.open(by=cast.tess, campus=cast.oak, requester=cast.tess, line="Projector is dark")


def test_read_anew_is_what_django_reads(ask, cast):
    row, same = (Ask.objects.defer("words").select_related("holder").get(pk=ask.pk) for _ in range(2))
    Ask.objects.filter(pk=ask.pk).update(line="Else", reasons=[["known", 60]], holder=None, queue="district", nudges=7)
    with CaptureQueriesContext(connection) as said:
        lock_and_reread(row)
    (one,) = said
    assert one["sql"].endswith("FOR UPDATE")
    assert '"words"' not in one["sql"]
    same.refresh_from_db(from_queryset=Ask._base_manager.select_for_update())
    assert {name: getattr(row, name) for name in VALUES} == {name: getattr(same, name) for name in VALUES}
    assert (row.line, row.holder, row.get_deferred_fields()) == ("Else", None, {"words"})


def test_rows_of_others_are_looked_up_anew(ask, cast):
    row = Ask.objects.select_related("requester").prefetch_related("participants").get(pk=ask.pk)
    type(cast.tess).objects.filter(pk=cast.tess.pk).update(name="Somebody Else")
    ask.include(by=HALLWAY, member=cast.olga)
    lock_and_reread(row)
    assert (row.requester.name, row.participants.count(), len(row.participants.all())) == ("Somebody Else", 1, 1)


def test_a_row_that_is_gone_says_so(ask):
    row = Ask(pk=0)
    with pytest.raises(Ask.DoesNotExist):
        lock_and_reread(row)


def test_every_model_is_one_table():
    """What ``lock_and_reread`` counts on."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("hallway.")]
    assert len(ours) > 20
    assert not [model for model in ours if model._meta.parents]


def test_together_takes_no_savepoints_and_undoes_all(ask, cast):
    with CaptureQueriesContext(connection) as said, transaction.atomic(), together():
        ask.reply(by=cast.tess, text="It is still dark.")
        ask.note(by=HALLWAY, text="Seen.")
    assert sum(one["sql"].startswith("SAVEPOINT") for one in said) == 2  # those around, none of a verb
    with pytest.raises(TransactionManagementError):
        caught_in_the_middle(ask, cast)
    assert Ask.objects.get().pk == ask.pk


@together()
def caught_in_the_middle(ask, cast):
    Ask.open(by=cast.tess, campus=cast.oak, requester=cast.tess, line="Another")
    with pytest.raises(Refused):
        ask.reply(by=cast.tess, text=" ")
    Ask.objects.count()  # whoever caught it gets no further
