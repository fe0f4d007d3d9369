"""Addresses of visits and of good news."""

from django.urls import path

from .views import brags, library, meeting, scratches, visits

VISITS = [
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.visit_new, name="visit_new"),
    path("visits/notes/", scratches.notes, name="notes"),
    path("visits/notes/shell/<slug:language>/", scratches.notes_shell, name="notes_shell"),
    path("visits/notes/to_visit/", scratches.to_visit, name="to_visit"),
    path("visits/notes/take/", scratches.jot_take, name="jot_take"),
    path("visits/<int:number>/", visits.visit, name="visit"),
    path("visits/<int:number>/change/", visits.change_visit, name="change_visit"),
    path("visits/<int:number>/come/", visits.come, name="come"),
    path("visits/<int:number>/not_come/", visits.not_come, name="not_come"),
    path("visits/<int:number>/call_off/", visits.call_off, name="call_off"),
    path("visits/<int:number>/took_place/", visits.took_place, name="took_place"),
    path("visits/<int:number>/meet_at/", meeting.meet_for_visit, name="meet_for_visit"),
    path("visits/<int:number>/jot/", scratches.jot, name="jot"),
    path("visits/<int:number>/give_feedback/", visits.give_feedback, name="give_feedback"),
    path("visits/<int:number>/hear_more/", visits.hear_more, name="hear_more"),
    path("visits/<int:number>/share/", visits.share_visit, name="share_visit"),
    path("visits/<int:number>/unshare/<int:sharing>/", visits.unshare_visit, name="unshare_visit"),
]

BRAGS = [
    path("brags/", brags.brags, name="brags"),
    path("brags/<int:number>/make_idea/", library.make_idea, name="make_idea"),
    path("brags/new/", brags.brag_new, name="brag_new"),
    path("brags/<int:number>/", brags.brag, name="brag"),
    path("brags/<int:number>/change/", brags.change_brag, name="change_brag"),
    path("brags/<int:number>/propose/", brags.propose, name="propose"),
    path("brags/<int:number>/consent/", brags.consent, name="consent"),
    path("brags/<int:number>/say_no/", brags.say_no, name="say_no"),
    path("brags/<int:number>/withdraw/", brags.withdraw, name="withdraw_brag"),
]
