"""The ends of many starts: a picture of each, and the run that leads there."""

from io import BytesIO

from asking import ask, change
from PIL import Image


def test_every_end_has_a_picture_of_its_own_and_leads_to_its_run(explorer):
    change(explorer, data="blobs", k=3, init="random")
    answer, pictures = ask(explorer, "starts", count=50)[-1]
    assert len(pictures) == len(answer["ends"]) > 1
    sizes = {Image.open(BytesIO(picture)).size for picture in pictures}
    assert len(sizes) == 1 and min(sizes) >= (100, 80)
    assert len(set(pictures)) == len(pictures)

    for end in answer["ends"]:
        ask(explorer, "show end", init="random", seed=end["seeds"][-1])
        assert end["low"] * (1 - 1e-6) <= explorer.trace.cost <= end["high"] * (1 + 1e-6)
        assert explorer.index == len(explorer.trace) - 1


def test_an_end_that_is_none_is_refused(explorer):
    before = explorer.settings
    ask(explorer, "show end", init="random", seed=-1)
    assert explorer.settings == before and "whole number" in explorer.view["messages"]["starts"]
