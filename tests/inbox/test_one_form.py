"""A domain in letters and in punycode is one: the same colleague, the same stranger, blocked and counted as one."""

import pytest

from hallway.core.verb import HALLWAY
from hallway.inbox.identity import FAILED, PROVEN, judge
from hallway.inbox.models import Block, Mail
from hallway.inbox.one_form import one_form, ways
from hallway.inbox.taking import take
from hallway.people.models import Member, Post

from .conftest import raw

pytestmark = pytest.mark.usefixtures("monday", "help_address")
LETTERS, PLAIN = "jo@münchen.example", "jo@xn--mnchen-3ya.example"
DECOMPOSED = "jo@mu\u0308nchen.example"


def written(address, **about):
    return raw(**about).replace(b"tess@cedar.example", address.encode())


def test_both_ways_are_one():
    assert {one_form(each) for each in (LETTERS, PLAIN, DECOMPOSED, "jo@MÜNCHEN.example")} == {PLAIN}
    assert ways([PLAIN]) == ways([LETTERS]) == {LETTERS, PLAIN}
    assert one_form("straße.example") == "xn--strae-oqa.example"


@pytest.mark.parametrize(
    "odd",
    ["", "jo", "@", "jo@", "jo@cedar.example", "jo@xn--.example", "jo@xn--\u00e4.example", "jo@xn--999999999.example",
     "jo@\uff43edar.example", "jo@\u212aedar.example", "jo@" + "ä" * 5000, "jo@xn--" + "z" * 60 + ".example"],
)  # fmt: skip
def test_nothing_else_becomes_another(odd):
    assert one_form(one_form(odd)) == one_form(odd)
    assert one_form(odd) not in ("jo@cedar.example", "jo@kedar.example") or odd == "jo@cedar.example"


@pytest.mark.parametrize(("kept", "comes"), [(LETTERS, PLAIN), (PLAIN, LETTERS)])
def test_a_colleague_is_known_by_either(cast, kept, comes):
    jo = Member.add(by=HALLWAY, email=kept, name="Jo Jung")
    Post.add(by=HALLWAY, member=jo, role="teacher", campus=cast.oak)
    first, second = take(written(comes)), take(written(kept, subject="Another thing"))
    assert [(mail.verdict, mail.member, mail.sender) for mail in (first, second)] == [("opened", jo, PLAIN)] * 2


@pytest.mark.parametrize(("blocked", "comes"), [(LETTERS, PLAIN), (PLAIN, LETTERS)])
def test_who_is_blocked_is_blocked_both_ways(cast, blocked, comes):
    row = Block.put(by=cast.dora, address=blocked)
    assert Block.put(by=cast.dora, address=comes) == row
    assert take(written(comes)).reason == "blocked"
    Block.objects.filter(pk=row.pk).update(address=LETTERS)
    assert take(written(comes, subject="Another")).reason == "blocked"


def test_the_same_words_are_counted_together(cast):
    for number, sender in enumerate([LETTERS, PLAIN, LETTERS, PLAIN]):
        last = take(written(sender, Message_ID=f"<{number}@x>"))
    assert last.reason == "same-again"
    assert set(Mail.objects.values_list("sender", flat=True)) == {PLAIN}


def test_what_the_mail_server_proved_counts_for_both():
    proof = [
        {"kind": "ar", "by": "mx", "hop": 0, "said": [["dmarc", "pass", {"header.from": "xn--mnchen-3ya.example"}]]}
    ]
    assert judge(proof, LETTERS, ["mx"]) == PROVEN
    assert judge(proof, "jo@mönchen.example", ["mx"]) == FAILED
