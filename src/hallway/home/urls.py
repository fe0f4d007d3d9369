from django.urls import path

from .views import search, today

app_name = "home"
urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
]
