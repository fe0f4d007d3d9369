from django.urls import path

from .views import tip_doors

app_name = "tips"
urlpatterns = [
    path("m/<str:token>/", tip_doors.mailed_tip, name="mailed"),
    path("<str:code>/", tip_doors.open_tip, name="open"),
]
