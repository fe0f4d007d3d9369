from django.urls import path

from . import pushing
from .views import doors, mails, parked, passed

app_name = "inbox"
urlpatterns = [
    path("", parked.parked, name="parked"),
    path("bulk/", parked.bulk, name="bulk"),
    path("all/", mails.mails, name="mails"),
    path("from/", mails.trust, name="trust"),
    path("blocked/", mails.blocked, name="blocked"),
    path("blocked/<int:pk>/lift/", mails.lift, name="lift"),
    path("doors/", doors.doors, name="doors"),
    path("doors/mailboxes/add/", doors.mailbox_add, name="mailbox_add"),
    path("doors/mailboxes/<int:pk>/leave/", doors.mailbox_leave, name="mailbox_leave"),
    path("doors/addresses/add/", doors.address_add, name="address_add"),
    path("doors/addresses/<int:pk>/", doors.address, name="address"),
    path("doors/addresses/<int:pk>/remove/", doors.address_remove, name="address_remove"),
    # Mailgun hands over raw mail where an address ends in "mime".
    path("push/<slug:provider>/mime", pushing.push, name="push"),
    path("<int:pk>/", parked.mail, name="mail"),
    path("<int:pk>/draft/", parked.draft, name="draft"),
    path("<int:pk>/accept/", parked.accept, name="accept"),
    path("<int:pk>/join/", parked.join, name="join"),
    path("<int:pk>/ignore/", parked.ignore, name="ignore"),
    path("<int:pk>/back/", parked.bring_back, name="bring_back"),
    path("<int:pk>/personal/", mails.personal, name="personal"),
    path("<int:pk>/reread/", parked.reread, name="reread"),
    path("<int:pk>/block/", parked.block, name="block"),
    path("<int:pk>/whose/", passed.whose, name="whose"),
    path("<int:pk>/whose/undo/", passed.undo, name="whose_undo"),
    path("<int:pk>/raw/", parked.raw, name="raw"),
]
