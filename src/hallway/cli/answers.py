"""How a command ends: the exit codes of the contract, and the one sentence that goes with a failure."""

DONE, FAILED, WRONG_WORDS, TRY_AGAIN = 0, 1, 2, 75


class Failed(Exception):
    """The thing asked for failed; the sentence goes to standard error, ``code`` to the shell."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.code = code
