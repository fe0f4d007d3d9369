from django.urls import path

from .urls_consults import CONSULTS
from .urls_visits import BRAGS, VISITS
from .views import booking, link, mine, offering, show, verbs, waiting

app_name = "appointments"

BOOKING = [
    path("", mine.mine, name="mine"),
    path("book/", booking.book, name="book"),
    path("hold/", booking.hold, name="hold"),
    path("enter/", booking.enter, name="enter"),
    path("why/", booking.why, name="why"),
    path("wait/", waiting.wait, name="wait"),
    path("wait/<int:pk>/stop/", waiting.stop, name="stop_waiting"),
    path("<int:number>/", show.show, name="appointment"),
    path("<int:number>/fill/", booking.fill, name="fill"),
    path("<int:number>/let_go/", booking.let_go, name="let_go"),
    path("<int:number>/accept/", verbs.accept, name="accept"),
    path("<int:number>/perhaps/", verbs.perhaps, name="perhaps"),
    path("<int:number>/decline/", verbs.decline, name="decline"),
    path("<int:number>/move/", verbs.move, name="move"),
    path("<int:number>/cancel/", verbs.cancel, name="cancel"),
    path("<int:number>/happen/", verbs.happen, name="happen"),
    path("<int:number>/did_not_happen/", verbs.did_not_happen, name="did_not_happen"),
    path("<int:number>/add_party/", verbs.add_party, name="add_party"),
    path("<int:number>/remove_party/<int:member>/", verbs.remove_party, name="remove_party"),
    path("<int:number>/reassign/", verbs.reassign, name="reassign"),
    path("link/<str:token>/", link.link, name="link"),
    path("link/<str:token>/<slug:act>/", link.link, name="link_act"),
]

OFFERING = [
    path("offer/", offering.offer, name="offer"),
    path("offer/paint/", offering.paint, name="paint"),
    path("offer/terms/", offering.set_terms, name="set_terms"),
    path("offer/date/", offering.override, name="override"),
    path("offer/date/<int:pk>/take_back/", offering.take_back, name="take_back"),
    path("offer/block/", offering.block, name="block"),
    path("offer/block/<int:pk>/unblock/", offering.unblock, name="unblock"),
    path("offer/teach/", offering.teach, name="teach"),
    path("offer/teach/<int:pk>/drop/", offering.drop_class, name="drop_class"),
    path("planning/", offering.planning, name="planning"),
    path("places/", offering.places, name="places"),
    path("places/travel/", offering.say_travel, name="say_travel"),
    path("places/planning/", offering.open_planning, name="open_planning"),
]

urlpatterns = [*BOOKING, *OFFERING, *CONSULTS, *VISITS, *BRAGS]
