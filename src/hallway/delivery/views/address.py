"""An address that had trouble: its owner or an administrator sends a mail to see, and the link in it cures."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hallway.core.middleware import public
from hallway.core.page import go
from hallway.core.verb import HALLWAY

from ..models import AddressTrouble
from ..proving import read_proof_token
from ..rules import may_see_mail_out


@require_POST
def try_address(request, pk):
    """404 for other people's troubles."""
    mine = AddressTrouble.objects.filter(address=request.user.email)
    rows = AddressTrouble.objects.visible_to(request.user) if may_see_mail_out(request.user) else mine
    trouble = get_object_or_404(rows, pk=pk).try_address(by=request.user)
    said = _("A mail is on its way to %(address)s. The link in it lets mail go there again.")
    messages.success(request, said % {"address": trouble.address})
    own = trouble.address == request.user.email and not request.POST.get("list")
    return go(request, reverse("delivery:choices" if own else "delivery:mail_out"))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def address(request, token):
    """GET shows, POST cures: programs that look at every link of a mail must not."""
    trouble = read_proof_token(token)
    if trouble is None:
        return render(request, "delivery/address.html", {"trouble": None}, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        trouble.work_again(by=HALLWAY)
    owner = trouble.owner
    with translation.override((owner and owner.language) or translation.get_language()):
        answer = render(request, "delivery/address.html", {"trouble": trouble, "done": request.method == "POST"})
        answer["Referrer-Policy"] = "same-origin"
        answer["Cache-Control"] = "no-store, private"
        return answer
