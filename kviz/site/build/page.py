"""The one HTML document of the site, and the policy that says what it may do."""

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files

from kviz.app.explorer.facts import FACTS
from kviz.story.messages import for_browser, say
from kviz.web.content_policy import source_hash
from kviz.web.html_head import html_head
from kviz.web.linker import link

TITLE = str(say("server.title"))
ABOUT = str(say("server.about"))
# A worker made of a Blob takes this policy over: nothing that runs in it reaches another machine.
POLICY = (
    "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; "
    "img-src {icons} data: blob:; connect-src {connect}; worker-src blob: {workers}; "
    "manifest-src 'none'; base-uri 'none'; form-action 'none'"
)


def scripts() -> tuple[str, str]:
    """The page's script and style sheet."""
    return link("site/site.js", {**FACTS, "site": {"words": for_browser("site")}})


def icon() -> str:
    """The sign of the page, as SVG."""
    place = files("kviz.app").joinpath("page/share/jupyter/voila/templates/kviz/static/kviz.svg")
    return place.read_text("utf-8")


def frame() -> str:
    """What the page looks like around the explorer."""
    place = files("kviz.app").joinpath("page/share/jupyter/voila/templates/kviz/static/page.css")
    return place.read_text("utf-8")


def document(build: Mapping[str, object], places: Mapping[str, str]) -> str:
    """The page whose script, style and icon lie beside it; ``build`` is what the script is told."""
    policy = POLICY.format(
        scripts="'self'", styles="'self' 'unsafe-inline'", icons="'self'", connect="'self'", workers="'self'"
    )
    head = (
        f'<link rel="icon" type="image/svg+xml" href="{places["icon"]}">\n'
        f'<link rel="stylesheet" href="{places["style"]}">\n'
        f'<script type="module" src="{places["script"]}"></script>\n'
    )
    return _html(policy, head, _data(build))


def one_document(build: Mapping[str, object], embedded: Mapping[str, str]) -> str:
    """The page with everything in it; ``embedded`` are texts by their ids."""
    script, style = scripts()
    style = frame() + style
    policy = POLICY.format(
        scripts=source_hash(script), styles="'unsafe-inline'", icons="", connect="'none'", workers=""
    )
    head = f"<style>{style}</style>\n"
    texts = "".join(
        f'<script type="text/plain" id="{name}">{text}</script>\n' for name, text in embedded.items()
    )
    return _html(policy, head, f'{_data(build)}{texts}<script type="module">{script}</script>\n')


def _data(build: Mapping[str, object]) -> str:
    text = json.dumps(build).replace("<", "\\u003c")
    return f'<script type="application/json" id="kviz-build">{text}</script>\n'


def _html(policy: str, head: str, tail: str) -> str:
    about = {"color-scheme": "light dark", "referrer": "no-referrer", "description": ABOUT}
    return f"""{html_head(TITLE, policy, about=about, more=head)}<body data-voila="site">
<noscript><p class="kviz-notice">{escape(say("site.no_script"))}</p></noscript>
<main></main>
{tail}</body>
</html>
"""
