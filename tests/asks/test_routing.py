"""Who gets a request by the doors of its procedure, and that both sides can be told why."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from hallway.asks.models import Ask
from hallway.asks.routing import because, walk
from hallway.core.verb import HALLWAY, Denied, Refused
from hallway.history.models import Event
from hallway.people.models import Absence, Post
from hallway.procedures.models import Procedure
from hallway.procedures.terms import Door, Escalation, Terms
from hallway.threads.models import Message

CONTACT_FIRST = Terms(
    doors=(Door("first_contact"), Door("its"), Door("district")),
    escalations=(
        Escalation("contact_asks", to="district"),
        Escalation("by_hand", to="district", note="This went to the district technician."),
        Escalation("lapsed", to="district"),
    ),
)
DESIGNATED = Terms(
    doors=(Door("self_help"), Door("its"), Door("desk"), Door("district")), file_by="contacts", relay=True
)
MANY = Terms(escalations=(Escalation("impact", to="desk", affected="campus"),))


@pytest.fixture
def by(cast):
    """``by(terms)``: this is the district's procedure from now on."""

    def publish(terms):
        return Procedure.newest().change(by=HALLWAY, terms=terms)

    return publish


@pytest.fixture
def desk(cast):
    """Kim serves the whole district, too."""
    Post.add(by=HALLWAY, member=cast.kim, role="its", campus=None)
    return cast.kim


class TestDoors:
    def test_the_campus_its_by_default(self, cast, ask, monday):
        row = ask()
        assert row.holder == cast.ivan
        assert row.route_why["door"] == "its"
        assert because(row.route_why) == "serves your campus"
        assert walk(row.route_why) == []

    def test_the_first_contact_first(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask()
        assert row.holder == cast.cora
        assert because(row.route_why) == "is the first contact at your campus"

    def test_the_first_contact_s_own_goes_to_the_district(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask(requester=cast.cora)
        assert row.holder == cast.dora
        assert walk(row.route_why) == [
            "The first contact: asked for it, so it goes one door further",
            "The campus’s ITS: asked for it, so it goes one door further",
        ]

    def test_a_first_contact_who_is_out_is_passed_by(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        Absence.be_out(by=cast.cora, member=cast.cora, first=monday.instant.date())
        row = ask()
        assert row.holder == cast.ivan
        assert walk(row.route_why) == ["The first contact: is out today"]

    def test_a_campus_without_a_contact(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask(requester=cast.emil, campus=cast.elm)
        assert row.holder == cast.kim
        assert walk(row.route_why) == ["The first contact: nobody stands there"]

    def test_a_hat_is_asked_first(self, cast, ask, by, monday):
        Post.add(by=HALLWAY, member=cast.kim, role="its", campus=cast.oak, hat="lab")
        assert ask().holder == cast.ivan
        by(Terms(doors=(Door("its", hats=("lab", "fixer")), Door("district"))))
        assert ask(line="Another").holder == cast.kim

    def test_so_many_are_affected_that_the_desk_has_it(self, cast, ask, by, desk, monday):
        by(MANY)
        assert ask().holder == cast.ivan
        row = ask(line="No Wi-Fi anywhere", affected="campus")
        assert (row.holder, row.route_why["walked"]) == (desk, [["its", "impact"]])

    def test_only_the_designated_file(self, cast, ask, by, desk, monday):
        by(DESIGNATED)
        row = ask()
        assert row.holder == cast.cora
        assert because(row.route_why) == "files requests for your campus and sends them on"
        assert ask(requester=cast.cora).holder == cast.ivan
        assert ask(requester=cast.opal).holder == cast.ivan

    def test_the_roles_that_file_are_the_procedures(self, cast, ask, by, desk, monday):
        by(replace(DESIGNATED, filers=("lead",)))
        assert ask(requester=cast.lena).route_why["code"] != "files"
        assert ask(requester=cast.cora).route_why["code"] != "files", "a first contact always may"
        assert ask(requester=cast.opal).route_why["code"] == "files"
        assert ask().route_why["code"] == "files"

    def test_nobody_anywhere_waits_in_the_district_s_queue(self, cast, ask, by, monday):
        by(Terms(doors=(Door("first_contact"),)))
        cast.dora.deactivate(by=cast.ada)
        row = ask(requester=cast.emil, campus=cast.elm)
        assert (row.holder, row.queue) == (None, "district")


class TestGoingOn:
    def test_by_hand_it_leaves_a_note_and_its_holder(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask()
        row.escalate(by=cast.cora, note="I cannot reach the switch.")
        assert row.holder == cast.dora
        assert row.escalated_at
        said = {m.kind: m.text for m in Message.objects.of(row)}
        assert said["reply"] == "This went to the district technician."
        assert said["note"] == "I cannot reach the switch."
        assert walk(row.route_why)[0] == "The first contact: asked the next door for help"

    def test_without_such_a_rule_it_stays_in_hand(self, cast, ask, monday):
        row = ask()
        row.escalate(by=cast.ivan)
        assert row.holder == cast.ivan

    def test_a_promise_that_passed_goes_on_once(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask()
        with monday.at(row.promised_at + timedelta(minutes=1)):
            row.lapse(by=HALLWAY)
            row.lapse(by=HALLWAY)
        assert row.holder == cast.dora
        assert Event.objects.of(row).filter(kind="ask.escalated").count() == 1

    def test_no_clock_takes_a_third_into_a_confidential_one(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask(confidential=True)
        with monday.at(row.promised_at + timedelta(minutes=1)):
            row.lapse(by=HALLWAY)
        assert row.holder == cast.cora
        row = ask(line="By hand", confidential=True)
        row.escalate(by=cast.cora)
        assert row.holder == cast.dora

    def test_nobody_behind_the_door_leaves_it_where_it_is(self, cast, ask, by, monday):
        by(CONTACT_FIRST)
        row = ask()
        cast.dora.deactivate(by=cast.ada)
        row.escalate(by=cast.cora)
        assert row.holder == cast.cora

    def test_the_one_who_files_sends_it_on_and_reads_along(self, cast, ask, by, monday):
        by(DESIGNATED)
        row = ask()
        assert row.next_door == "its"
        row.send_on(by=cast.cora)
        assert row.holder == cast.ivan
        assert cast.cora in row.people
        assert row.seen_at

    def test_at_the_last_door_there_is_no_further_one(self, cast, ask, by, monday):
        by(Terms(doors=(Door("its"),)))
        with pytest.raises(Refused):
            ask().send_on(by=cast.ivan)

    @pytest.mark.parametrize("key", ["tess", "olga", "kim", "lena", "opal", "ada"])
    def test_who_may_not_send_on(self, cast, ask, by, monday, key):
        by(DESIGNATED)
        with pytest.raises(Denied):
            ask().send_on(by=getattr(cast, key))

    def test_a_named_substitute_takes_over(self, cast, ask, monday):
        row = ask()
        Absence.be_out(by=cast.ivan, member=cast.ivan, first=monday.instant.date(), cover=cast.kim)
        row.move_on(by=HALLWAY, away=cast.ivan)
        assert row.holder == cast.kim
        assert because(row.route_why) == "takes over while a colleague is out"


def test_the_procedure_of_its_topic_and_campus_decides(cast, monday):
    draft = Procedure.draft(by=cast.ada, campus=cast.oak, topic=cast.topic)
    draft.revise(by=cast.ada, terms=replace(CONTACT_FIRST, escalations=()))
    draft.publish(by=cast.ada)
    there = Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, topic=cast.topic, line="No picture")
    elsewhere = Ask.open(by=cast.tess, requester=cast.tess, campus=cast.oak, line="Something else")
    assert (there.procedure, there.holder) == (draft, cast.cora)
    assert elsewhere.holder == cast.ivan
