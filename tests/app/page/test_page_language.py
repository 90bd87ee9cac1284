"""The whole page in a made-up language: no English is left to read, to hear or as a hint."""

import re

import pytest
from pseudo import CODE, PLAIN, write_language

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# what stays in every language: names of data, files and the program, letters of clusters, numbers
KEPT = re.compile(
    r"kviz|Python|k-means\+\+|\b(CSV|GIF|MP4|HTML|WEBP|PNG|SVG|PDF|VTT|SRT|JSON|IPYNB|PY|UTF|iris)\b|\.csv"
    r"|\b(Ctrl|Shift|Home|End|PageUp|PageDown|Space|Enter|Esc|Escape|Tab|Delete)\b"
    r"|\b[A-L]\b|\b[xyk]\b|[\d.,−×\u202f]+"
)
SPOKEN = """() => {
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: holder, textContent } = walker.currentNode;
    if (!holder.closest("script, style, noscript, pre, code, [data-kept]")) said.push(textContent);
  }
  for (const node of document.querySelectorAll("*"))
    for (const name of ["title", "aria-label", "aria-valuetext", "aria-description", "alt", "placeholder"])
      if (node.hasAttribute(name)) said.push(node.getAttribute(name));
  return said.filter((text) => text.trim());
}"""


@pytest.fixture
def server(start, tmp_path):
    return start(KVIZ_LANGUAGE=str(write_language(tmp_path / f"{CODE}.toml")))


def english(page):
    """What is left of plain English letters once the names that stay are taken out."""
    found = (KEPT.sub("", text) for text in page.evaluate(SPOKEN))
    return sorted({text.strip() for text in found if re.search(f"[{PLAIN}]{{2}}", text)})


def opened(page, server, address):
    page.goto(f"{server.address}#{address}")
    page.locator(".kviz-sentence").wait_for()
    page.locator("canvas[aria-label]").first.wait_for()


def brought_to_front(page, name):
    """Whichever tab it is: its words are in the other language."""
    for tab in page.locator("[role=tab]").all():
        tab.click()
        if page.evaluate("document.querySelector('.kviz-page').dataset.tab") == name:
            return
    raise AssertionError(f"no tab leads to {name}")


def test_no_english_is_left_on_the_page(page, server):
    """Every view but the lessons, which are in the language of their files; two runs side by side."""
    opened(page, server, "data=blobs&k=3&init=k-means%2B%2B&seed=0&step=3&versus=seed:1")
    assert page.evaluate("document.documentElement.lang") == CODE
    assert english(page) == []
    for name in ("explore", "practice", "start", "segment"):
        brought_to_front(page, name)
        assert english(page) == [], name
    page.goto("about:blank")
    # a segmentation: its columns have names and values in English, which are data
    opened(page, server, "data=customers&k=5&init=k-means%2B%2B&seed=0&step=0")
    brought_to_front(page, "segment")
    page.locator(".kviz-told-table input:checked").first.wait_for(state="attached", timeout=60_000)
    page.locator(".kviz-at-hand .kviz-main-button").click()
    page.locator(".kviz-answer:visible").wait_for(timeout=60_000)
    names = re.compile("Annual|Spending|Income|Score|Gender|Female|Male|Age|CustomerID|customers", re.I)

    assert [text for text in english(page) if re.search(f"[{PLAIN}]{{2}}", names.sub("", text))] == []
