"""The names that Hallway's environment knows, with what they mean. docs/reference/environment.md is made from this table."""

# (name, meaning). A secret may also come as <name>_FILE.
VARIABLES = (
    ("HALLWAY_DATA", "Folder for what Hallway keeps itself: its own PostgreSQL, uploaded files, key, nightly backups."),
    ("HALLWAY_DATABASE_URL", "postgresql://… of a PostgreSQL 15 or newer. Left out, Hallway runs its own."),
    (
        "HALLWAY_SECRET_KEY",
        "Signs sessions and links, locks what is confidential; 32 characters or more. `hallway up` makes one on its first start.",
    ),
    ("HALLWAY_OLD_SECRET_KEY", "The key before this one: what it locked and signed still opens."),
    ("HALLWAY_BIND", "Address and port to listen on. Default 127.0.0.1:8000."),
    ("HALLWAY_URL", "Public address of this Hallway, like https://help.example.org. Links in mails start with it."),
    (
        "HALLWAY_TRUSTED_PROXIES",
        "Addresses or networks, comma separated, whose X-Forwarded-For and -Proto are believed.",
    ),
    ("HALLWAY_METRICS_TOKEN", "Turns /metrics on; asked for as a bearer token. 16 characters or more."),
    ("HALLWAY_FILES", "Where uploads live: an absolute folder, or s3://bucket/prefix. Default: files in HALLWAY_DATA."),
    ("HALLWAY_MAIL_ADDRESS", "The address people write to, like help@example.org. Mails come from it, too."),
    (
        "HALLWAY_MAIL_OUT",
        "smtp://user:password@host:587 or smtps://…:465; ?tls=none or ?tls=starttls chooses. A provider: anymail+postmark://TOKEN@",
    ),
    (
        "HALLWAY_MAIL_IN",
        "imaps://user:password@host/INBOX, or imap://…; several are separated by commas. Add ?auth=google, microsoft or oauth.",
    ),
    (
        "HALLWAY_MAIL_PUSH",
        "Mail pushed by a provider: mailgun:KEY, mandrill:, mailersend: or postal: with its signing key.",
    ),
    ("HALLWAY_MAIL_OAUTH_CLIENT_ID", "For mailboxes with ?auth=: the application's id."),
    ("HALLWAY_MAIL_OAUTH_CLIENT_SECRET", "The application's secret."),
    (
        "HALLWAY_MAIL_OAUTH_REFRESH_TOKEN",
        "The refresh token, unless it stands in the password's place of HALLWAY_MAIL_IN.",
    ),
    ("HALLWAY_MAIL_OAUTH_TENANT", "Microsoft: the district's tenant id or domain."),
    (
        "HALLWAY_MAIL_OAUTH_TOKEN_URL",
        "Another provider's token address, https://…; Google's and Microsoft's are known.",
    ),
    ("HALLWAY_MAIL_OAUTH_SECRET_ENDS", "The day the secret expires, like 2027-06-30, so that we can warn in time."),
    ("HALLWAY_DKIM_KEY", "Signs every mail: an RSA key (PEM), best as a file. `hallway check` prints what to publish."),
    ("HALLWAY_DKIM_SELECTOR", "The name under which the key is published. Default hallway."),
    ("HALLWAY_DKIM_DOMAIN", "The domain that signs. Default: that of HALLWAY_MAIL_ADDRESS."),
    ("HALLWAY_CANARY", "0 sends no mail to itself; else a small one goes round every twenty minutes, as a watch."),
    ("HALLWAY_GOOGLE_CLIENT_ID", "Sign-in with Google: the client's id. Needs the secret as well."),
    ("HALLWAY_GOOGLE_CLIENT_SECRET", "Sign-in with Google: the client's secret."),
    ("HALLWAY_MICROSOFT_CLIENT_ID", "Sign-in with Microsoft: the application's id. Needs secret and tenant as well."),
    ("HALLWAY_MICROSOFT_CLIENT_SECRET", "Sign-in with Microsoft: the application's secret."),
    ("HALLWAY_MICROSOFT_TENANT", "Sign-in with Microsoft: the district's tenant id."),
    ("HALLWAY_OIDC_NAME", "Sign-in with another OpenID Connect provider: the name on the button."),
    ("HALLWAY_OIDC_ISSUER", "The provider's issuer address, https://…"),
    ("HALLWAY_OIDC_CLIENT_ID", "The provider's client id."),
    ("HALLWAY_OIDC_CLIENT_SECRET", "The provider's client secret."),
    ("HALLWAY_DEMO", "1 turns the demo district's one-tap sign-in on. Never on a machine that others can reach."),
)
SECRETS = frozenset(
    name
    for name, _ in VARIABLES
    if name.endswith(
        ("_SECRET", "_SECRET_KEY", "_TOKEN", "_DATABASE_URL", "_MAIL_OUT", "_MAIL_IN", "_MAIL_PUSH", "_DKIM_KEY")
    )
)
SEVERAL_LINES = {"HALLWAY_DKIM_KEY"}  # a file may hold them in the form that tools write
