"""Sign-in through Google, Microsoft or the district's own provider (OpenID Connect).

The library does the walk (state, PKCE, exchange of the code). What we believe of the answer is decided here: the ID
token's signature, issuer, audience, time and nonce, and one pair of address and "verified" from one source. A person is
(issuer, subject), never an address.
"""

import hashlib

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]


def read_id_token(raw, keys, issuer, client_id):
    """The claims of a signed ID token. ``keys``: the provider's JWK set. Raises OAuth2Error for any doubt."""
    try:
        header = jwt.get_unverified_header(raw)
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("unknown signature")
        usable = [k for k in keys.get("keys", []) if k.get("kid") == header.get("kid") and k.get("use", "sig") == "sig"]
        if len(usable) != 1:
            raise OAuth2Error("unknown key")
        claims = jwt.decode(
            raw,
            jwt.PyJWK(usable[0], algorithm=header["alg"]),
            algorithms=[header["alg"]],
            issuer=issuer,
            audience=client_id,
            leeway=60,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OAuth2Error("ID token refused") from error
    many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (many or "azp" in claims) and claims.get("azp") != client_id:
        raise OAuth2Error("ID token is for somebody else")
    return claims


def verified_address(claims, info, door):
    """(address, whether it is verified). Address and promise come from one source; only ``True`` itself is a yes.

    Microsoft says ``xms_edov`` instead of ``email_verified``, when the application asks for it.
    """
    source = claims if claims.get("email") else info
    email = source.get("email")
    if not isinstance(email, str):
        return "", False
    sure = source.get("email_verified") is True
    if door == "microsoft" and "email_verified" not in source:
        sure = source.get("xms_edov") in (True, 1, "1")
    return email.strip().lower(), sure


class Door(OpenIDConnectOAuth2Adapter):
    """The library's adapter, which reads the answer our way."""

    def get_callback_url(self, request, app):
        return settings.PUBLIC_URL + reverse("openid_connect_callback", args=[self.provider_id])

    def complete_login(self, request, app, token, **kwargs):
        try:
            config = self.openid_config
            with get_adapter().get_requests_session() as session:
                answer = session.get(config["jwks_uri"])
                answer.raise_for_status()
                keys = answer.json()
            claims = read_id_token(kwargs["response"].get("id_token") or "", keys, config["issuer"], app.client_id)
            info = {}
            if not claims.get("email") and config.get("userinfo_endpoint"):
                info = self._fetch_user_info(token.token)
                if info.get("sub") != claims["sub"]:
                    raise OAuth2Error("the profile belongs to somebody else")
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise OAuth2Error("the provider's answer makes no sense") from error
        email, sure = verified_address(claims, info, self.provider_id)
        # The issuer is part of who somebody is: the same subject at another provider is another person.
        identity = hashlib.sha256(f"{claims['iss']}\x1f{claims['sub']}".encode()).hexdigest()
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": {"sub": identity}})
        login.account.extra_data = {}
        login.claims = {"email": email, "verified": sure, "nonce": claims.get("nonce") or ""}
        return login
