"""How a page names its inline scripts and styles in its content security policy."""

from base64 import b64encode
from hashlib import sha256


def source_hash(text: str) -> str:
    """The source expression that lets exactly this inline script or style run.

    >>> source_hash("alert(1)")
    "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
