from django.urls import path

from .views import thanks, waves

app_name = "appreciation"
urlpatterns = [
    path("", thanks.mine, name="mine"),
    path("give/", thanks.give, name="give"),
    path("wall/", thanks.wall, name="wall"),
    path("<int:number>/", thanks.show, name="thanks"),
    path("<int:number>/allow/", thanks.allow, name="allow"),
    path("<int:number>/take_back/", thanks.take_back, name="take_back"),
    path("waves/", waves.waves, name="waves"),
    path("waves/<int:pk>/hear/", waves.hear, name="hear"),
    path("waves/to/<int:pk>/", waves.wave, name="wave"),
    path("waves/to/<int:pk>/unwave/", waves.unwave, name="unwave"),
    path("waves/of/<int:pk>/mute/", waves.mute, name="mute"),
    path("waves/of/<int:pk>/unmute/", waves.unmute, name="unmute"),
]
