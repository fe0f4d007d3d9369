from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

# Never in the timeline of what it was for: colleagues there are not its readers.
kind("thanks.given", _("{actor} said thank you"), tell=("receivers",), shown="none", label=_("A thank-you"))
kind("thanks.allowed", _("{actor} chose who may read a thank-you"), shown="none")
kind("thanks.taken_back", _("{actor} took a thank-you back"), shown="none")
