"""Addresses of help requests. Two sections, each beside its pages: who asks, and who helps."""

from django.urls import path

from .views import ask, asking, link, mine, talking

app_name = "asks"

ASKING = [
    path("new/", asking.new, name="new"),
    path("new/promise/", asking.promised, name="promised"),
    path("new/people/", asking.people, name="people"),
    path("mine/", mine.mine, name="mine"),
    path("<int:number>/", ask.show, name="ask"),
    path("<int:number>/reply/", talking.reply, name="reply"),
    path("<int:number>/undo_message/<int:message>/", talking.undo_message, name="undo_message"),
    path("<int:number>/confirm/", talking.confirm, name="confirm"),
    path("<int:number>/reopen/", talking.reopen, name="reopen"),
    path("<int:number>/withdraw/", talking.withdraw, name="withdraw"),
    path("<int:number>/nudge/", talking.nudge, name="nudge"),
    path("link/<str:token>/", link.link, name="link"),
]

HELPING: list = [
    # list, take, hand_over, note, wait, solve, close, merge, unmerge, escalate, known, triage, include, bulk, presence,
    # out_today, templates, slips
]

urlpatterns = [*ASKING, *HELPING]
