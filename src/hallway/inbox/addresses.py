"""Our own addresses, and which of them a mail was meant for. ``HALLWAY_MAIL_ADDRESS`` is the first one."""

from hallway.core.kept import kept
from hallway.delivery.headers import help_address

from .models import Address


@kept
def ours():
    """{address in lower case: its ``Address`` row, or None}, the first one first; domains for answers among them."""
    rows = {row.address.lower(): row for row in Address.objects.filter(enabled=True).select_related("campus", "topic")}
    first = help_address().lower()
    found = {first: rows.get(first)} if first else {}
    for address, row in rows.items():
        found.setdefault(address, row)
    for row in rows.values():
        found.setdefault(row.answers_to.lower(), row)
    return found


def meant(*places):
    """The ``Address`` a mail opens its request through, None for one that says nothing more. ``places``: the addresses in To, in
    Cc, and where it was delivered to, as a ``Reading`` has them.

    One mail to several of our addresses is one request: the first of them in To, else in Cc, else where it was delivered to (as with
    a hidden copy). This depends on the mail alone, not on which mailbox was read first.
    """
    known = ours()
    for address in (address for place in places for address in place):
        local, _at, domain = address.lower().partition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        for said in (address.lower(), plain):
            if said in known:
                return known[said]
    return None
