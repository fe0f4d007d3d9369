from django.urls import path

from . import views

app_name = "threads"
urlpatterns = [
    path("<int:pk>/", views.file, name="file"),
    path("link/<str:token>/<int:pk>/", views.linked, name="linked"),
]
