"""Known issues and joined requests at their edges: over, again, elsewhere, joined twice, taken apart late."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hallway.asks.models import Ask, KnownIssue
from hallway.core.verb import Denied
from hallway.delivery.models import Notice
from hallway.delivery.working import deliver_events
from hallway.threads.models import File, Message

LINE = "Wi-Fi is down in the east wing"


@pytest.fixture
def known(cast, ask):
    row = ask()
    row.make_known(by=cast.ivan, words=LINE)
    return KnownIssue.objects.get(ask=row)


class TestMeToo:
    def test_twice_is_once(self, cast, as_, known):
        for _press in range(2):
            assert as_(cast.olga).post(f"/asks/known/{known.pk}/me_too/").status_code == 303
        assert known.told.count() == 1

    def test_after_it_is_over_there_is_a_door(self, cast, as_, known):
        known.ask.solve(by=cast.ivan)
        answer = as_(cast.olga).post(f"/asks/known/{known.pk}/me_too/")
        assert answer.status_code == 409
        assert "ask for help" in answer.content.decode()

    def test_somebody_of_another_campus(self, cast, as_, known):
        assert as_(cast.emil).post(f"/asks/known/{known.pk}/me_too/").status_code == 404
        with pytest.raises(Denied):
            known.me_too(by=cast.emil)

    def test_it_came_back_and_whoever_said_it_works_says_so_again(self, cast, as_, known):
        """ "Me too" once more puts them among those who are answered."""
        known.me_too(by=cast.olga)
        ask = Ask.objects.get(pk=known.ask_id)
        ask.solve(by=cast.ivan)
        known.refresh_from_db()
        known.works(by=cast.olga)
        ask.reopen(by=cast.ivan)
        ask.make_known(by=cast.ivan, words=LINE)
        known.refresh_from_db()
        assert known.those_with_it == []
        assert f"/asks/known/{known.pk}/me_too/" in as_(cast.olga).get("/asks/new/").content.decode()
        known.me_too(by=cast.olga)
        assert known.those_with_it == [cast.olga]

    def test_solved_a_second_time_each_is_asked_again(self, cast, known):
        known.me_too(by=cast.olga)
        ask = Ask.objects.get(pk=known.ask_id)
        ask.solve(by=cast.ivan)
        known.refresh_from_db()
        own = known.still_not(by=cast.olga)
        own.close(by=cast.ivan)
        ask.reopen(by=cast.ivan)
        ask.make_known(by=cast.ivan, words=LINE)
        ask.solve(by=cast.ivan)
        known = KnownIssue.objects.get(pk=known.pk)
        assert known.those_with_it == [cast.olga]
        again = known.still_not(by=cast.olga)
        assert again.is_open, "a closed request is no answer to somebody for whom it still does not work"

    def test_who_left_is_not_told(self, cast, known, monday):
        known.me_too(by=cast.olga)
        cast.olga.deactivate(by=cast.ada)
        known.ask.refresh_from_db()
        known.ask.solve(by=cast.ivan)
        deliver_events()
        assert not Notice.objects.filter(event__kind="known.solved").exists()


class TestMerge:
    @pytest.mark.parametrize("end", ["close", "solve"])
    def test_not_into_one_that_is_finished(self, cast, ask, as_, end):
        """Nobody would answer there, and the teacher would never hear."""
        into, row = ask(line="Old"), ask(line="New", requester=cast.olga)
        getattr(into, end)(by=cast.ivan)
        answer = as_(cast.ivan).post(f"/asks/{row.pk}/merge/", {"number": into.pk})
        assert answer.status_code == 409
        row.refresh_from_db()
        assert row.is_open

    def test_with_itself(self, cast, ask, as_):
        row = ask()
        assert as_(cast.ivan).post(f"/asks/{row.pk}/merge/", {"number": row.pk}).status_code == 409
        row.refresh_from_db()
        assert row.is_open

    def test_undone_after_the_other_was_solved_it_is_open(self, cast, ask, monday):
        into, row = ask(line="1"), ask(line="2", requester=cast.olga)
        row.merge(by=cast.ivan, into=into)
        into.refresh_from_db()
        into.solve(by=cast.ivan)
        into.confirm(by=cast.tess)
        row.unmerge(by=cast.ivan)
        row.refresh_from_db()
        into.refresh_from_db()
        assert (row.is_open, row.holder, into.status) == (True, cast.ivan, "closed")
        assert row.next_at

    def test_taken_apart_below_a_second_joining(self, cast, ask, as_):
        """One into two, two into three; one is taken out: its people read three no longer, and their words go along."""
        one, two, three = ask(line="1", requester=cast.olga), ask(line="2"), ask(line="3", requester=cast.cora)
        one.merge(by=cast.ivan, into=two)
        two.merge(by=cast.ivan, into=three)
        one.refresh_from_db()
        one.reply(by=cast.olga, text="mine hums")
        one.unmerge(by=cast.ivan)
        assert cast.olga not in Ask.objects.get(pk=three.pk).people
        assert Message.objects.get(text="mine hums").noun == one
        assert cast.tess in Ask.objects.get(pk=three.pk).people
        two.refresh_from_db()
        two.unmerge(by=cast.ivan)
        assert Ask.objects.get(pk=three.pk).people == [cast.cora]

    def test_files_come_along_and_stay_with_whoever_stays(self, cast, ask, as_):
        into, row = ask(line="1", requester=cast.olga), ask(line="2")
        row.merge(by=cast.ivan, into=into)
        photo = SimpleUploadedFile("lamp.txt", b"dark", content_type="text/plain")
        as_(cast.tess).post(
            f"/asks/{row.pk}/reply/", {"text": "see", "files": photo, "key": "6b5b6f0e-0000-4000-8000-0000000000aa"}
        )
        file = File.objects.get()
        assert file.noun == into
        row.refresh_from_db()
        row.unmerge(by=cast.ivan)
        file.refresh_from_db()
        assert file.noun == row

    def test_across_campuses_both_read_one(self, cast, ask, as_):
        into, row = ask(line="1"), ask(line="2", campus=cast.elm, requester=cast.emil)
        row.merge(by=cast.ivan, into=into)
        assert as_(cast.emil).get(into.get_absolute_url()).status_code == 200
        row.unmerge(by=cast.ivan)
        assert as_(cast.emil).get(into.get_absolute_url()).status_code == 404
