from django.urls import path

from .urls_consults import CONSULTS
from .urls_visits import BRAGS, VISITS
from .views import show

app_name = "appointments"

BOOKING = [
    path("<int:number>/", show.show, name="appointment"),
]

urlpatterns = [*BOOKING, *CONSULTS, *VISITS, *BRAGS]
