from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.keepsake, name="keepsake"),
    path("<int:year>/", views.keepsake_book, name="keepsake_book"),
]
