"""What puts a request higher in the help list: the district's to set, everybody's to read."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hallway.core.page import go, page
from hallway.core.verb import Denied, Refused

from ..forms.worth import LABELS, WorthForm
from ..models import Worth
from ..models.worth import worth as in_force
from ..rules import may_weigh


def worth(request):
    """Anybody may read what stands higher and by how much; who leads the district changes it."""
    may = may_weigh(request.user, None)
    form = WorthForm(request.POST or None, minutes=in_force())
    status = HTTPStatus.OK
    if request.method == "POST":
        if not may:
            raise Denied("weigh")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                with transaction.atomic():
                    row = Worth.get().weigh(by=request.user, minutes=form.cleaned_data)
                    row.break_ties(by=request.user, adopted=form.cleaned_data["adopted"])
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, _("Set. The help list is being sorted anew."))
                return go(request, reverse("asks:worth"))
    set_now = in_force()
    shown = sorted(((n, code) for code, n in set_now.items() if code in LABELS), key=lambda each: -each[0])
    about = {"form": form if may else None, "reasons": [(LABELS[code], n) for n, code in shown]}
    return page(request, "asks/worth.html", about | {"ties": "adopted" in set_now}, status=status)
