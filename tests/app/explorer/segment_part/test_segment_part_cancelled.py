"""A search for segments that is given up ends at once, however late it is given up."""

import pytest
from asking import ask
from segmenting import search


@pytest.mark.parametrize("late", ["Comparing every k", "Comparing starts: 5", "Second opinions: gap, 3 of"])
def test_nothing_more_is_worked_out_once_it_is_cancelled(uploaded, monkeypatch, late):
    """The last stages take as long as all before: a computer that goes on with them is a slow one."""
    worked = []
    last = "starts" if "every k" in late else "summary"
    where = {
        "starts": "kviz.segmentation.segment.compare_seedings",
        "summary": "kviz.app.explorer.actions.segment.summary",
    }[last]
    monkeypatch.setattr(where, lambda *_: worked.append(last))
    said = []

    def hear(content, buffers=None):
        said.append(content)
        if late in content.get("text", ""):
            ask(uploaded, "segment cancel")

    uploaded.send = hear
    search(uploaded)

    after = [content for content in said if content["type"] not in ("segmenting", "segment cancelled")]
    assert after == []
    assert late in [c["text"] for c in said if c["type"] == "segmenting"][-1]
    assert worked == []
    assert uploaded.segmenting.found is None
