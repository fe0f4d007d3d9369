from django.urls import path

from .views import letters

app_name = "people"
urlpatterns = [
    path("invitation/<str:token>/", letters.accept, name="accept"),
]
