from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("School e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class FirstPasswordForm(forms.Form):
    """One box, not two: it can be shown while typing, and a slip is mended by the next letter."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        help_text=_("Ten letters or more. Three words you can picture work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.member)
        return password


class PasswordForm(FirstPasswordForm):
    now = forms.CharField(
        label=_("Password you use now"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["now", "password"]

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, member=member, **kwargs)
        if not member.has_usable_password():
            del self.fields["now"]

    def clean_now(self):
        if not self.member.check_password(self.cleaned_data["now"]):
            raise forms.ValidationError(_("That is not the password you use now."))
        return self.cleaned_data["now"]
