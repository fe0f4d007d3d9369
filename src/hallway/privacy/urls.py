from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("", views.people, name="people"),
    path("me/", views.take_out_mine, name="take_out_mine"),
    path("<int:pk>/", views.member, name="member"),
    path("<int:pk>/take_out/", views.take_out, name="take_out"),
    path("<int:pk>/erase/", views.erase, name="carry_out"),
]
