from django.urls import path

from . import views

app_name = "appreciation"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:number>/", views.show, name="thanks"),
    path("<int:number>/allow/", views.allow, name="allow"),
    path("<int:number>/take_back/", views.take_back, name="take_back"),
]
