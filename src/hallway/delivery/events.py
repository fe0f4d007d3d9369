from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("mail.retried", _("{actor} let waiting mail be sent again"), shown="staff")
kind("mail.dropped", _("{actor} took a waiting mail back"), shown="staff")
kind("telling.retried", _("{actor} let Hallway try again to tell of something"), shown="staff")
