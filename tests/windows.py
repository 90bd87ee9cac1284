"""Browsers for tests: what they ask for is written down, and what they store is forgotten."""

from urllib.parse import urlsplit


def is_local(url: str) -> bool:
    """Whether asking for this address stays on this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "file", "about", "chrome"} or parts.hostname in {
        "localhost",
        "127.0.0.1",
        "::1",
    }


def watched(context: object) -> object:
    """Let ``context.asked`` list every address that its pages ask for."""
    context.asked = []
    context.on("request", lambda request: context.asked.append(request.url))
    return context


def outside(context: object) -> list[str]:
    """What it asked of other machines."""
    return [url for url in context.asked if not is_local(url)]


class Windows:
    """Browsers that are kept from test to test, one for each kind of screen; what they stored is not kept."""

    def __init__(self, browser: object):
        self.browser, self.kept = browser, {}

    def context(self, **screen: object) -> object:
        """The browser of this screen, as if it had never been used; only files need not be loaded again."""
        kind = tuple(sorted((name, str(value)) for name, value in screen.items()))
        if kind not in self.kept:
            context = self.kept[kind] = watched(self.browser.new_context(**screen))
            tab = context.new_page()  # stays open, and with it the process that draws
            tab.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
            tab.goto("http://localhost/")
            context.asked.clear()
            context.storage, context.first = context.new_cdp_session(tab), tab
            context.asked.clear()
        return self.kept[kind]

    def leave(self, context: object) -> None:
        """Close what a test opened there, and forget what its pages stored."""
        for page in context.pages:
            if page != context.first:
                page.close()
        context.clear_cookies()
        context.set_offline(False)
        for origin in {f"{p.scheme}://{p.netloc}" for p in map(urlsplit, context.asked)}:
            if origin.startswith(("http:", "file:")):
                context.storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        asked_outside = outside(context)
        context.asked.clear()
        assert asked_outside == [], "requests that left the machine"
