from django.urls import path

from .views import devices, lists, places, staff, welcome

app_name = "settings"
urlpatterns = [
    path("", places.index, name="index"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/names/", welcome.names, name="welcome_names"),
    path("welcome/campuses/", welcome.campuses, name="welcome_campuses"),
    path("welcome/team/", welcome.team, name="welcome_team"),
    path("welcome/mail/", welcome.mail, name="welcome_mail"),
    path("welcome/finish/", welcome.finish, name="finish_setup"),
    path("district/", places.district, name="district"),
    path("people/", staff.people, name="people"),
    path("people/in/", lists.bring_in, {"kind": "people"}, name="people_in"),
    path("people/in/<int:pk>/", lists.look, {"kind": "people"}, name="people_look"),
    path("people/people.csv", lists.people_out, name="people_out"),
    path("people/add/", staff.person_add, name="person_add"),
    path("people/<int:pk>/", staff.person, name="person"),
    path("people/<int:pk>/posts/add/", staff.post_add, name="post_add"),
    path("people/<int:pk>/posts/<int:post>/remove/", staff.post_remove, name="post_remove"),
    path("people/<int:pk>/deactivate/", staff.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", staff.reactivate, name="reactivate"),
    path("people/<int:pk>/invite/", staff.invite, name="invite"),
    path("people/<int:pk>/reset/", staff.reset, name="reset"),
    path("people/<int:pk>/forget_sign_ins/", staff.forget_sign_ins, name="forget_sign_ins"),
    path("campuses/", places.campuses, name="campuses"),
    path("campuses/add/", places.campus_add, name="campus_add"),
    path("campuses/<int:pk>/", places.campus, name="campus"),
    path("campuses/<int:pk>/rooms/add/", places.room_add, name="room_add"),
    path("rooms/<int:pk>/", places.room_change, name="room_change"),
    path("devices/", devices.devices, name="devices"),
    path("devices/in/", lists.bring_in, {"kind": "devices"}, name="devices_in"),
    path("devices/in/<int:pk>/", lists.look, {"kind": "devices"}, name="devices_look"),
    path("devices/devices.csv", lists.devices_out, name="devices_out"),
    path("devices/add/", devices.device_add, name="device_add"),
    path("devices/<int:pk>/", devices.device, name="device"),
]
