"""The report, opened from disk in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kviz.data.builtin import SETS
from kviz.segmentation.segment import segment


@pytest.mark.browser
def test_the_report_opens_from_disk_reads_well_and_asks_nobody(page, tmp_path):
    """Its own policy allows its style and its pictures and nothing else; nothing leaves the machine."""
    path = tmp_path / "report.html"
    segment(SETS / "customers.csv").write(path)

    page.goto(path.as_uri())

    sizes = page.eval_on_selector_all("img", "images => images.map(image => image.naturalWidth)")
    assert len(sizes) == 4 and min(sizes) > 500
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(7)
    edge = page.locator("th.c0").evaluate("cell => getComputedStyle(cell).borderLeftWidth")
    assert float(edge.removesuffix("px")) > 5, "the style is applied"
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    assert page.errors == []


@pytest.mark.browser
def test_it_does_not_scroll_sideways_on_a_phone(page, tmp_path):
    path = tmp_path / "report.html"
    segment(SETS / "customers.csv").write(path)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
