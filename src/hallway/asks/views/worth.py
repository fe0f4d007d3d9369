"""What puts a request higher in the help list: the district's to set, everybody's to read."""

from http import HTTPStatus

from django.contrib import messages
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
                Worth.get().weigh(by=request.user, minutes=form.cleaned_data)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, _("Set. The help list is being sorted anew."))
                return go(request, reverse("asks:worth"))
    reasons = [(LABELS[code], minutes) for code, minutes in sorted(in_force().items(), key=lambda item: -item[1])]
    return page(request, "asks/worth.html", {"form": form if may else None, "reasons": reasons}, status=status)
