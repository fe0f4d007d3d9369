from django.urls import path

from .views import page, phone, waiting

app_name = "capture"
urlpatterns = [
    path("", page.capture, name="capture"),
    path("shell/<slug:language>/", page.shell, name="shell"),
    path("here/", phone.here, name="here"),
    path("names/", phone.names, name="names"),
    path("take/", phone.take, name="take"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("<int:number>/sort/", waiting.sort, name="sort"),
    path("<int:number>/plan/", waiting.plan, name="plan"),
    path("<int:number>/set_aside/", waiting.set_aside, name="set_aside"),
    path("<int:number>/throw_away/", waiting.throw_away, name="throw_away"),
]
