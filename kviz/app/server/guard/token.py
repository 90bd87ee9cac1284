"""The token that lets visitors in: too long to guess."""

import secrets

LEAST = 16  # characters of a word that a person chose


def token_of(word: str | None) -> str | None:
    """The token that was asked for; "auto" makes one of 128 bits.

    Raises
    ------
    ValueError
        If it is so short that it could be guessed.
    """
    if word == "auto":
        return secrets.token_urlsafe(16)
    if word is not None and len(word) < LEAST:
        raise ValueError(
            f"the token {word!r} has {len(word)} characters and could be guessed; give at least {LEAST}, "
            "or --token alone, which makes one up."
        )
    return word
