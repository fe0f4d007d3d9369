from django.urls import path, re_path

from . import views

app_name = "core"
urlpatterns = [
    re_path(r"^look/(?P<digest>[0-9a-f]{12})\.(?P<kind>css|js|desk)$", views.sheet, name="sheet"),
    path("hallway.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("look/", views.look, name="look"),
]
