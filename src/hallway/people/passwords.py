"""How passwords are kept: Argon2id at 19 MiB, two passes, one lane, so that eight in the morning fits on two cores.

The framework's own numbers take 100 MiB and eight lanes a sign-in; ten teachers at once would need a gigabyte.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Passwords(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
