from django.urls import path

from . import views

app_name = "inbox"
urlpatterns = [
    path("", views.parked, name="parked"),
    path("all/", views.mails, name="mails"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/draft/", views.draft, name="draft"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/join/", views.join, name="join"),
    path("<int:pk>/ignore/", views.ignore, name="ignore"),
    path("<int:pk>/raw/", views.raw, name="raw"),
]
