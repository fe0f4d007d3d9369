"""Addresses of consults."""

from django.urls import path

from .views import consult_verbs as verbs
from .views import consults, library, meeting

CONSULTS = [
    path("consults/", consults.consults, name="consults"),
    path("consults/new/", consults.consult_new, name="consult_new"),
    path("consults/from/<int:number>/", consults.consult_from, name="consult_from"),
    path("consults/<int:number>/", consults.consult, name="consult"),
    path("consults/<int:number>/paper/", consults.paper, name="consult_paper"),
    path("consults/<int:number>/change_lesson/", consults.change_lesson, name="change_lesson"),
    path("consults/<int:number>/go_back/", consults.go_back, name="go_back"),
    path("consults/<int:number>/meet_at/", meeting.meet_for_consult, name="meet_for_consult"),
    path("consults/<int:number>/say/", verbs.say, name="say"),
    path("consults/<int:number>/unsay/<int:message>/", verbs.unsay, name="unsay"),
    path("consults/<int:number>/save_plan/", verbs.save_plan, name="save_plan"),
    path("consults/<int:number>/note_down/", verbs.note_down, name="note_down"),
    path("consults/<int:number>/drop_note/<int:note>/", verbs.drop_note, name="drop_note"),
    path("consults/<int:number>/suggest/", verbs.suggest, name="suggest"),
    path("consults/<int:number>/pick/<int:idea>/", verbs.pick, name="pick"),
    path("consults/<int:number>/bring/", library.bring, name="bring"),
    path("consults/<int:number>/take_to_library/<int:idea>/", library.take_to_library, name="take_to_library"),
    path("consults/fix_together/<int:number>/", library.fix_together, name="fix_together"),
    path("consults/<int:number>/drop_idea/<int:idea>/", verbs.drop_idea, name="drop_idea"),
    path("consults/<int:number>/tell_outcome/", verbs.tell_outcome, name="tell_outcome"),
    path("consults/<int:number>/withdraw/", verbs.withdraw, name="withdraw_consult"),
    path("consults/<int:number>/reopen/", verbs.reopen, name="reopen_consult"),
    path("consults/<int:number>/invite/", verbs.invite, name="invite"),
    path("consults/<int:number>/uninvite/<int:member>/", verbs.uninvite, name="uninvite"),
    path("consults/<int:number>/change_its/", verbs.change_its, name="change_its"),
    path("consults/<int:number>/share/", verbs.share, name="share_consult"),
    path("consults/<int:number>/unshare/<int:sharing>/", verbs.unshare, name="unshare_consult"),
]
