"""Who else a mail was written to: colleagues take part in its request, strangers are only named to the team."""

from hallway.core.verb import HALLWAY
from hallway.history.models import Event, record
from hallway.people.models import Member

from . import automatic, deciding
from .one_form import one_form, ways

MOST = 10  # of each


def take_in(reading, ask, writer):
    """Let the colleagues in To and Cc take part in ``ask``, as far as ``writer``'s word goes. Never a confidential one, never a
    stranger: an address in a Cc gains nobody the right to read."""
    written = [
        a
        for a in dict.fromkeys([*reading.to, *reading.cc])
        if not deciding.is_ours(a) and one_form(a) != one_form(writer.email)
    ]
    written = [a for a in written if not automatic.ROBOTS.match(a)]
    if not written or ask.confidential:
        return
    written = list(dict.fromkeys(map(one_form, written)))
    people = Member.objects.with_posts().filter(email__in=ways(written), is_active=True)
    known = {one_form(m.email): m for m in people}
    there = {person.pk for person in ask.people}
    for member in [known[a] for a in written if a in known][:MOST]:
        if member.pk not in there and not ask.is_staff(member) and member.source != "mail":
            ask.include(by=HALLWAY, member=member)
    ask.__dict__.pop("people", None)  # who was there before is not all any more
    strangers = [a for a in written if a not in known]
    said = " ".join(e.data.get("who", "") for e in Event.objects.of(ask).filter(kind="mail.named")) if strangers else ""
    if fresh := [a for a in strangers if a not in said][:MOST]:
        more = len([a for a in strangers if a not in said]) - len(fresh)
        record("mail.named", ask, by=writer, who=", ".join(fresh) + (f" (+{more})" if more else ""))
