"""Letting in who knows the token: compared in constant time, and slower after every wrong one."""

import asyncio
import time
from collections import OrderedDict
from hmac import compare_digest

from jupyter_server.auth.identity import User
from tornado.web import RequestHandler
from voila.voila_identity_provider import VoilaIdentityProvider

LONGEST_WAIT = 8.0  # seconds before a wrong word is answered
FORGIVEN = 600.0  # seconds after which wrong words are forgotten
REMEMBERED = 1_000  # addresses


class Waits:
    """How long the next answer to an address waits: twice as long after every wrong word."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wrong(self, address: str) -> float:
        """Note a wrong word, and say how many seconds to wait."""
        count, since = self._wrong.pop(address, (0, 0.0))
        count = count + 1 if time.monotonic() - since < FORGIVEN else 1
        self._wrong[address] = count, time.monotonic()
        while len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)
        return min(0.1 * 2**count, LONGEST_WAIT)

    def right(self, address: str) -> None:
        """Forget what was wrong before."""
        self._wrong.pop(address, None)


class TokenOnly(VoilaIdentityProvider):
    """Lets in who knows the token; there is no password."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.waits = Waits()

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        """The user, if the request holds the token; compared in constant time, slowly after wrong ones."""
        given = self.get_token(handler) or ""
        if not self.token or not given:
            return None
        address = handler.request.remote_ip or ""
        if not compare_digest(given.encode(), str(self.token).encode()):
            await asyncio.sleep(self.waits.wrong(address))
            return None
        self.waits.right(address)
        known = self.get_user_cookie(handler)
        user = await known if asyncio.iscoroutine(known) else known
        return user or self.generate_anonymous_user(handler)
