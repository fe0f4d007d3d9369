from django.urls import path

from .views import attending, coming, hours, link, making, session

app_name = "trainings"
urlpatterns = [
    path("", coming.coming, name="list"),
    path("new/", making.announce, name="announce"),
    path("slots/", making.slots, name="slots"),
    path("<int:number>/", session.session, name="session"),
    path("<int:number>/answer/", session.answer, name="answer"),
    path("<int:number>/react/", session.react, name="react"),
    path("<int:number>/tell_tried/", session.tell_tried, name="tell_tried"),
    path("<int:number>/change/", making.change, name="change"),
    path("<int:number>/call_off/", session.call_off, name="call_off"),
    path("<int:number>/attendance/", attending.attendance, name="attendance"),
    path("<int:number>/attendance/keep/", attending.keep_attendance, name="keep_attendance"),
    path("<int:number>/walk_in/", attending.walk_in, name="walk_in"),
    path("<int:number>/sheet/", attending.sheet, name="sheet"),
    path("<int:number>/screen/", attending.screen, name="screen"),
    path("here/<slug:code>/", attending.here, name="here"),
    path("hours/", hours.mine, name="hours"),
    path("<int:number>/issue/", hours.issue, name="issue"),
    path("certificate/", hours.check, name="check"),
    path("certificate/<slug:number>/", hours.check, name="checked"),
    path("certificate/<slug:number>/pdf/", hours.pdf, name="pdf"),
    path("link/<str:token>/", link.link, name="link"),
    path("link/<str:token>/<str:act>/", link.act, name="link_act"),
]
