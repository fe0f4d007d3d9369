"""Addresses of help requests. Two sections, each beside its pages: who asks, and who helps."""

from django.urls import path

from .views import (
    ask,
    asking,
    bulk,
    helping,
    known,
    link,
    listing,
    mine,
    out_today,
    simulator,
    slips,
    talking,
    templates,
    verbs,
    worth,
)

app_name = "asks"

ASKING = [
    path("new/", asking.new, name="new"),
    path("new/questions/", asking.questions, name="questions"),
    path("new/promise/", asking.promised, name="promised"),
    path("new/people/", asking.people, name="people"),
    path("new/similar/", known.similar, name="similar"),
    path("known/<int:number>/", known.known_issue, name="known_issue"),
    path("known/<int:number>/me_too/", known.me_too, name="me_too"),
    path("known/<int:number>/not_me/", known.not_me, name="not_me"),
    path("known/<int:number>/works/", known.works, name="works"),
    path("known/<int:number>/still_not/", known.still_not, name="still_not"),
    path("mine/", mine.mine, name="mine"),
    path("<int:number>/", ask.show, name="ask"),
    path("<int:number>/reply/", talking.reply, name="reply"),
    path("<int:number>/undo_message/<int:message>/", talking.undo_message, name="undo_message"),
    path("<int:number>/confirm/", talking.confirm, name="confirm"),
    path("<int:number>/reopen/", talking.reopen, name="reopen"),
    path("<int:number>/withdraw/", talking.withdraw, name="withdraw"),
    path("<int:number>/nudge/", talking.nudge, name="nudge"),
    path("<int:number>/thank/", talking.thank, name="thank"),
    path("link/<str:token>/", link.link, name="link"),
    path("link/<str:token>/<slug:act>/", link.link, name="link_act"),
]

HELPING = [
    path("", listing.list, name="list"),
    path("today/", listing.today, name="today"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("out_today/", out_today.out_today, name="out_today"),
    path("slips/", slips.slips, name="slips"),
    path("simulator/", simulator.simulator, name="simulator"),
    path("worth/", worth.worth, name="worth"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<int:number>/", templates.template, name="template"),
    path("templates/<int:number>/remove/", templates.template_remove, name="template_remove"),
    path("<int:number>/take/", verbs.take, name="take"),
    path("<int:number>/send_on/", verbs.send_on, name="send_on"),
    path("<int:number>/hand_over/", verbs.hand_over, name="hand_over"),
    path("<int:number>/note/", verbs.note, name="note"),
    path("<int:number>/wait/", verbs.wait, name="wait"),
    path("<int:number>/work_on/", verbs.work_on, name="work_on"),
    path("<int:number>/solve/", verbs.solve, name="solve"),
    path("<int:number>/close/", verbs.close, name="close"),
    path("<int:number>/merge/", verbs.merge, name="merge"),
    path("<int:number>/unmerge/", verbs.unmerge, name="unmerge"),
    path("<int:number>/escalate/", verbs.escalate, name="escalate"),
    path("<int:number>/known/", known.known, name="known"),
    path("known/<int:number>/tell_all/", known.tell_all, name="tell_all"),
    path("known/<int:number>/untell/<int:message>/", known.untell, name="untell"),
    path("<int:number>/triage/", verbs.triage, name="triage"),
    path("<int:number>/include/", verbs.include, name="include"),
    path("<int:number>/fill/", helping.fill, name="fill"),
    path("<int:number>/presence/", verbs.presence, name="presence"),
]

urlpatterns = [*ASKING, *HELPING]
