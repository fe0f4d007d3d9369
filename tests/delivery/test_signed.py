"""Mail that is signed: another implementation confirms it, and sees when a letter was changed."""

from dataclasses import replace

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from hallway.config.environment import read_environment
from hallway.core.dkim import read_signer
from hallway.delivery.models import OutgoingMail
from hallway.delivery.sending import send_mail


def pem(key, form=serialization.PrivateFormat.PKCS8):
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def confirmed(raw, signer):
    return dkim.verify(
        raw, dnsfunc=lambda name, timeout=5: signer.record.encode() if name.decode().rstrip(".") == signer.name else b""
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["Hello", "Zeile  mit  Lücken \n.\n\n\n", "", "ends without", "a\t b \n c\n\n", "ñ" * 3000]
)
def test_what_arrives_is_signed_and_another_reader_confirms_it(post, settings, key, text):
    signer = read_signer({"HALLWAY_DKIM_KEY": pem(key), "HALLWAY_MAIL_ADDRESS": "help@cedar.example"})
    settings.ENV = replace(settings.ENV, dkim=signer)
    OutgoingMail.objects.create(
        to="tess@cedar.example", subject="Grüße aus dem Flur " * 9, text=text, html=f"<p>{text}</p>", message_id="<one@test>",
        sender='"Iván Núñez at Cedar" <help@cedar.example>', headers={"References": " ".join(f"<{n}@cedar.example>" for n in range(20))},
    )  # fmt: skip
    with post.open():
        assert send_mail() == 1
    (raw,) = post.keeper.raw
    assert raw.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=cedar.example; s=hallway;")
    assert confirmed(raw, signer)
    assert not confirmed(raw.replace(b"Subject: ", b"Subject: x", 1), signer)
    assert not confirmed(b"From: boss@cedar.example\r\n" + raw, signer)
    assert not confirmed(raw + b"more\r\n", signer)
    assert max(len(line) for line in raw.split(b"\r\n")) < 998


def test_keys_as_people_have_them(key, tmp_path):
    for number, form in enumerate((serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL)):
        file = tmp_path / f"key{number}.pem"
        file.write_text(pem(key, form))
        said = {"HALLWAY_DKIM_KEY_FILE": str(file), "HALLWAY_MAIL_ADDRESS": "help@cedar.example"}
        env = read_environment(said | {"HALLWAY_DKIM_SELECTOR": "s2026", "HALLWAY_DATA": str(tmp_path)})
        assert env.dkim.name == "s2026._domainkey.cedar.example"
        assert env.dkim.works()
        assert "PRIVATE" not in repr(env) + repr(env.dkim)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"HALLWAY_DKIM_KEY": "nonsense!"}, "no private key"),
        ({"HALLWAY_DKIM_SELECTOR": "x"}, "no HALLWAY_DKIM_KEY"),
        ({"HALLWAY_DKIM_KEY": "KEY", "HALLWAY_DKIM_SELECTOR": "a b"}, "SELECTOR"),
        ({"HALLWAY_DKIM_KEY": "KEY", "HALLWAY_DKIM_DOMAIN": "a_b"}, "DOMAIN"),
        ({"HALLWAY_DKIM_KEY": "KEY", "HALLWAY_MAIL_ADDRESS": ""}, "DOMAIN"),
        ({"HALLWAY_DKIM_KEY": "CURVE"}, "RSA"),
        ({"HALLWAY_DKIM_KEY": "SMALL"}, "RSA"),
    ],
)
def test_what_cannot_sign_is_said_in_a_sentence(key, said, told):
    curve = ec.generate_private_key(ec.SECP256R1())
    keys = {"KEY": key, "CURVE": curve}
    whole = {"HALLWAY_MAIL_ADDRESS": "help@cedar.example"} | said
    if whole.get("HALLWAY_DKIM_KEY") == "SMALL":
        whole["HALLWAY_DKIM_KEY"] = SMALL
    elif whole.get("HALLWAY_DKIM_KEY") in keys:
        whole["HALLWAY_DKIM_KEY"] = pem(keys[whole["HALLWAY_DKIM_KEY"]])
    with pytest.raises(ValueError, match=told) as error:
        read_signer(whole)
    assert "PRIVATE" not in str(error.value)


# 512 bits, made for this test with openssl; no library of today makes one so small.
SMALL = (
    "MIIBOgIBAAJBAMbuUHQOyPBen6hidSadGTO5mtxOc+MojowBy1GBGr+TgTtHNiAfV1a35EQYnVRf4Q8VYv7pj3Xi01BiDr4LqCUC"
    "AwEAAQJATdMX6H+MPvVV0sNJ/6RAIss++Wc70SehtMZS63ztoPp8W1zrWZCLeTaywdiLuRNNSqkmsXhRlm5vGUfJLDErQQIhAObS"
    "FnCWJvvhs6dkwgrJNpn1Aj0Tvpx1ZhnpLyJ42F71AiEA3KGr9POuHrZJEC9fiwdhumL4JU2oWP0xJ3A3YbEQBnECIHznYs05846J"
    "7DXBCF/d0nYtZzC15oez37RVwvPcgPmhAiBjlOUULlhMrGHV2Ev7aF2HztvJmn99iuoArvmQMmbVQQIhALTgMxfKtQmj3sYsEO+f"
    "aEzSzMah9LHbf3XaaJ7v8MvJ"
)
