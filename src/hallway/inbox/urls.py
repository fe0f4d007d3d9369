from django.urls import path

from .views import mails, parked, passed

app_name = "inbox"
urlpatterns = [
    path("", parked.parked, name="parked"),
    path("bulk/", parked.bulk, name="bulk"),
    path("all/", mails.mails, name="mails"),
    path("from/", mails.trust, name="trust"),
    path("blocked/", mails.blocked, name="blocked"),
    path("blocked/<int:pk>/lift/", mails.lift, name="lift"),
    path("<int:pk>/", parked.mail, name="mail"),
    path("<int:pk>/draft/", parked.draft, name="draft"),
    path("<int:pk>/accept/", parked.accept, name="accept"),
    path("<int:pk>/join/", parked.join, name="join"),
    path("<int:pk>/ignore/", parked.ignore, name="ignore"),
    path("<int:pk>/back/", parked.bring_back, name="bring_back"),
    path("<int:pk>/reread/", parked.reread, name="reread"),
    path("<int:pk>/block/", parked.block, name="block"),
    path("<int:pk>/whose/", passed.whose, name="whose"),
    path("<int:pk>/whose/undo/", passed.undo, name="whose_undo"),
    path("<int:pk>/raw/", parked.raw, name="raw"),
]
