from django.urls import path

from .views import elsewhere, mine

app_name = "diary"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("hallway.ics", mine.download, name="download"),
    path("event/<str:uid>.ics", mine.one, name="one"),
    path("feed/make/", mine.link_make, name="link_make"),
    path("feed/revoke/", mine.link_revoke, name="link_revoke"),
    path("feed/<str:word>.ics", mine.feed, name="feed"),
    path("elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("elsewhere/add/", elsewhere.add, name="source_add"),
    path("elsewhere/bring/", elsewhere.bring, name="source_bring"),
    path("elsewhere/<int:pk>/read/", elsewhere.read_again, name="source_read"),
    path("elsewhere/<int:pk>/forget/", elsewhere.forget, name="source_forget"),
]
