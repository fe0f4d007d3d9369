from django.urls import path

from .views import bells, bringing, feeds, making, previewing, year

app_name = "calendar"
urlpatterns = [
    path("", year.year, name="year"),
    path("paint/", year.paint, name="paint"),
    path("undo/<int:pk>/", year.undo, name="undo"),
    path("no_school/", year.no_school, name="no_school"),
    path("days/<int:pk>/school_after_all/", year.school_after_all, name="school_after_all"),
    path("make/", making.make, name="make"),
    path("copy/", making.copy, name="copy"),
    path("bring_in/", bringing.bring_in, name="bring_in"),
    path("feeds/add/", feeds.add, name="feed_add"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("feeds/<int:pk>/read/", feeds.read_again, name="feed_read"),
    path("feeds/<int:pk>/leave/", feeds.leave, name="feed_leave"),
    path("feeds/<int:pk>/forget/", feeds.forget, name="feed_forget"),
    path("bells/", bells.bells, name="bells"),
    path("bells/add/", bells.add, name="bells_add"),
    path("bells/<int:pk>/", bells.change, name="bells_change"),
    path("bells/<int:pk>/remove/", bells.remove, name="bells_remove"),
    path("seasons/", bells.seasons, name="seasons"),
    path("seasons/<int:pk>/remove/", bells.season_remove, name="season_remove"),
    path("lay/", previewing.lay, name="lay"),
    path("years/<int:pk>/", making.facts, name="facts"),
    path("years/<int:pk>/remove/", making.remove, name="remove_year"),
]
