"""Ways in and out. The names are the sign-in library's; only these of its pages exist."""

from django.urls import path

from .views import letters, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("login/code/", sign_in.send_code, name="account_request_login_code"),
    path("login/code/confirm/", sign_in.enter_code, name="account_confirm_login_code"),
    path("inactive/", sign_in.switched_off, name="account_inactive"),
    path("password/reset/", letters.forgot, name="account_reset_password"),
    path("oidc/<slug:door>/login/", sign_in.through_door, name="openid_connect_login"),
    path("oidc/<slug:door>/login/callback/", sign_in.back_from_door, name="openid_connect_callback"),
    path("oidc/cancelled/", sign_in.door_shut, name="socialaccount_login_cancelled"),
    path("demo/<int:pk>/", sign_in.demo_sign_in, name="demo_sign_in"),
]
