"""The beginning of every page that kviz writes, from its first line to the end of its head."""

from collections.abc import Mapping
from html import escape

from kviz.story.formatting import SPOKEN


def html_head(
    title: str,
    policy: str,
    style: str = "",
    *,
    about: Mapping[str, str] | None = None,
    language: str = SPOKEN.language,
    theme: str = "",
    more: str = "",
) -> str:
    """Everything before the body.

    Parameters
    ----------
    title : str
    policy : str
        What the page may load and run; the first thing a browser reads.
    style : str
        A style sheet, if it stands in the page.
    about : mapping
        What the page says of itself: name and content of its ``meta`` elements.
    language : str
        The code of the language that its words are in; without it, that of the process.
    theme : str
        "light" or "dark", where the page has one of the two.
    more : str
        Further lines of the head, as HTML.

    Examples
    --------
    >>> print(html_head("One & two", "default-src 'none'").rstrip())
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>One &amp; two</title>
    </head>
    """
    named = "".join(
        f'<meta name="{name}" content="{escape(text)}">\n' for name, text in (about or {}).items()
    )
    attributes = f' data-theme="{theme}"' if theme else ""
    sheet = f"<style>{style}</style>\n" if style else ""
    return f"""<!doctype html>
<html lang="{escape(language)}"{attributes}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{named}<title>{escape(title)}</title>
{sheet}{more}</head>
"""
