"""Who is let in: what every page has in common, before anything is shown or started."""

import math
from urllib.parse import parse_qsl, urlencode

from tornado.web import HTTPError, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from kviz.app.server.guard.visits import (
    FEW,
    Visitor,
    comes_from_elsewhere,
    is_opened_by_a_person,
    is_this_machine,
    visitor_of,
)


class Entry(TornadoVoilaHandler):
    """A page that is opened: it is refused, offered, or shown."""

    @authenticated
    async def get(self, path: str = "") -> None:
        """Show the page to a person who opened it."""
        if path:
            raise HTTPError(404)
        headers = self.request.headers
        if not is_opened_by_a_person(headers):
            raise HTTPError(403)
        if "token" in self.request.arguments:
            self.redirect(self._address_without_token())
            return
        if comes_from_elsewhere(headers):
            if headers.get("Sec-Fetch-Dest") != "document":
                raise HTTPError(403)
            self._offer()
            return
        visitor = visitor_of(self, self.settings["kviz_port"])
        self.xsrf_token  # noqa: B018  reading it sets the cookie, without which the page's goodbye is refused
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        await self.show(visitor)

    async def show(self, visitor: Visitor) -> None:
        """Send the page."""
        raise NotImplementedError

    @authenticated
    async def head(self, path: str = "") -> None:
        """Say that the page is there, without starting a kernel."""
        if path:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")

    def seat(self, visitor: Visitor) -> None:
        """Refuse where there is no seat for this visitor."""
        if self.kernel_manager.taken() >= self.settings["kviz_people"]:
            raise HTTPError(503)
        if self.kernel_manager.seats_of(visitor) >= self._seats_for(visitor):
            raise HTTPError(429)

    def _seats_for(self, visitor: Visitor) -> float:
        """How many seats one address may take."""
        most = self.settings["kviz_per_address"]
        if most is not None:
            return most
        return math.inf if is_this_machine(visitor.address) else FEW

    def _offer(self) -> None:
        """A link on another site led here: one more click on our own page starts Python."""
        self.set_header("Cache-Control", "no-store")
        query = f"?{self.request.query}" if self.request.query else ""
        self.write(self.render_template("offer.html", address=self.base_url + query))

    def _address_without_token(self) -> str:
        """The cookie knows who came in; the word is not to be in an address that people share."""
        rest = [(name, word) for name, word in parse_qsl(self.request.query) if name != "token"]
        return self.base_url + (f"?{urlencode(rest)}" if rest else "")

    def get_login_url(self) -> str:
        """Refuse: there is no place to log in, only the address with the token."""
        raise HTTPError(403)

    def write_error(self, status_code: int, **words: object) -> None:
        """Say what is wrong in plain words."""
        if status_code in (429, 503):
            self.set_header("Retry-After", "30")
        super().write_error(status_code, **words)
