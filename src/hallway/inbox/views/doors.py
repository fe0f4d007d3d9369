"""How mail comes in: the mailboxes that are read, and the addresses people write to. For administrators."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.page import go, page
from hallway.delivery.headers import help_address

from ..forms_doors import AddressForm, MailboxForm
from ..mailboxes import row_of
from ..models import Address, Mailbox


def _for_administrators(request):
    if not request.user.seat.is_admin:
        raise PermissionDenied


@require_safe
def doors(request):
    _for_administrators(request)
    context = {
        "mailboxes": Mailbox.objects.order_by("name"),
        "addresses": Address.objects.filter(enabled=True).select_related("campus", "topic"),
        "first": help_address(),
    }
    return page(request, "inbox/doors.html", context)


def address_add(request):
    _for_administrators(request)
    return _address(request, AddressForm(request.POST or None), lambda values: Address.add(by=request.user, **values))


def address(request, pk):
    _for_administrators(request)
    row = get_object_or_404(Address, pk=pk, enabled=True)
    form = AddressForm(request.POST or None, instance=get_object_or_404(Address, pk=pk))
    return _address(request, form, lambda values: row.change(by=request.user, **values), row)


def _address(request, form, doing, row=None):
    if request.method == "POST" and form.is_valid():
        try:
            doing(form.values())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return go(request, reverse("inbox:doors"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "inbox/address.html", {"form": form, "address": row}, status=status)


@require_POST
def address_remove(request, pk):
    _for_administrators(request)
    get_object_or_404(Address, pk=pk).remove(by=request.user)
    messages.success(request, _("Mail to this address is no longer taken as ours."))
    return go(request, reverse("inbox:doors"))


def mailbox_add(request):
    """Say how a mailbox is read, or say it anew: the same user, server and folder are the same mailbox."""
    _for_administrators(request)
    form = MailboxForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row_of(said["server"]).enter(by=request.user, server=said["server"], secret_until=said["secret_until"])
        messages.success(request, _("The worker reads it from now on. Look here in a minute for how it goes."))
        return go(request, reverse("inbox:doors"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "inbox/mailbox.html", {"form": form}, status=status)


@require_POST
def mailbox_leave(request, pk):
    _for_administrators(request)
    get_object_or_404(Mailbox, pk=pk).leave(by=request.user)
    messages.success(request, _("It is read no more. What came from it stays."))
    return go(request, reverse("inbox:doors"))
