from django.urls import path

from .views import show

app_name = "appointments"

BOOKING = [
    path("<int:number>/", show.show, name="appointment"),
]

urlpatterns = [*BOOKING]
