"""Whom the demo's sign-in page offers with one tap.

``choices()`` is for the sign-in view, which hands it to its template as ``demo_people`` while ``settings.DEMO`` is on; the
view signs ``choice["member"]`` in when its id comes back in a POST.
"""

from django.utils.translation import gettext as _

from hallway.people.models import Member

from .cast import address

OFFERED = [
    ("Marisol Baca", None, lambda: _("a teacher"), lambda: _("Ask for help and see what happens next")),
    ("Renata Quiroz", None, lambda: _("the ITS of three campuses"), lambda: _("Today’s list and every request")),
    ("Grace Okafor", None, lambda: _("a campus lead"), lambda: _("What stops teaching right now")),
    ("Samuel Benally", "Sam", lambda: _("the administrator"), lambda: _("People, campuses and settings")),
]


def choices():
    """[{"member": Member, "role": "a teacher", "says": what they will see}], in order; empty before the demo is built.

    One statement. Only ask while ``settings.DEMO`` is on.
    """
    found = {
        m.email: m for m in Member.objects.filter(email__in=[address(n, p) for n, p, _r, _s in OFFERED], is_active=True)
    }
    return [
        {"member": member, "role": role(), "says": says()}
        for name, preferred, role, says in OFFERED
        if (member := found.get(address(name, preferred)))
    ]
