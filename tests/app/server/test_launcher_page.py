"""The page around the explorer, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_page_opens_without_a_complaint_from_the_browser(server, page):
    """Nothing missing, nothing thrown, nothing that the content policy had to stop."""
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)

    page.goto(server.address)
    page.get_by_role("button", name="Next", exact=True).wait_for()

    assert page.title() == "kviz: see k-means think"
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert (complaints, page.errors) == ([], [])


def test_only_what_a_notebook_of_widgets_needs_is_loaded(stub_server, context):
    """Extensions that happen to be installed for JupyterLab stay out."""
    page = context.new_page()
    page.goto(stub_server.address)
    page.get_by_role("button", name="Next", exact=True).wait_for()

    extensions = {
        url.split("/labextensions/")[1].split("/static/")[0]
        for url in context.asked
        if "/labextensions/" in url
    }

    assert extensions == {
        "anywidget",
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
    }


def test_what_is_going_on_is_said_until_the_page_is_there(stub_server, page):
    page.goto(stub_server.address, wait_until="commit")
    page.get_by_text("Starting Python").wait_for()

    page.get_by_role("button", name="Next").wait_for()

    page.get_by_text("Starting Python").wait_for(state="detached")


@pytest.mark.parametrize(("scheme", "bright"), [("light", True), ("dark", False)])
def test_the_page_is_light_or_dark_as_the_system_is(stub_server, page, scheme, bright):
    page.emulate_media(color_scheme=scheme)
    page.goto(stub_server.address + "nope")

    shown = page.evaluate("""() => {
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    }""")

    assert all((value > 128) is bright for value in shown[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_unknown_addresses_is_accessible_and_leads_back(stub_server, page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(stub_server.address + "nope")

    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Open it here.").click()
    page.get_by_role("button", name="Next").wait_for()


def test_going_back_starts_anew_instead_of_showing_a_page_whose_kernel_is_gone(stub_server, page):
    page.goto(stub_server.address)
    page.get_by_role("button", name="Next").wait_for()
    page.goto(stub_server.address + "nope")

    page.go_back()

    page.get_by_role("button", name="Next").click()
    page.get_by_text("step 1").wait_for()
