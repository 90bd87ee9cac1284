"""From a table to named segments, on the real file and on small ones."""

import csv
import io
import subprocess
import sys

import numpy as np
import pytest
from mall import INCOME, SCORE, find, needs_mall

import kviz
from kviz.data.builtin import SETS
from kviz.segmentation.decisions import count_moved
from kviz.segmentation.files import labelled_csv, report_page, write
from kviz.segmentation.pictures import SIZES, picture
from kviz.segmentation.program import code
from kviz.segmentation.report_pdf import sheet
from kviz.segmentation.segment import segment
from kviz.segmentation.summary import summary
from kviz.segmentation.wording import heading, told

CUSTOMERS = SETS / "customers.csv"


@pytest.fixture(scope="module")
def customers():
    return segment(CUSTOMERS)


@needs_mall
def test_the_real_customers_are_five_segments():
    found = segment(find())
    assert found.profile.features == (INCOME, SCORE), "neither the ID nor the age nor the gender"
    assert found.k == 5 and found.why_k == "k = 5 was chosen by the elbow."
    assert sorted(part.size for part in found.profile.segments) == [22, 23, 35, 39, 81]
    assert found.trace.cost == pytest.approx(44448.46, abs=0.01)
    assert not found.scaled and found.moved == 0
    assert {part.name for part in found.profile.segments} == {
        "high income and spending",
        "high income, low spending",
        "low income, high spending",
        "low income and spending",
        "average income and spending",
    }
    assert set(found.profile.columns) == {"Age", INCOME, SCORE}


@needs_mall
def test_the_real_customers_show_what_a_start_can_do():
    worse = segment(find()).starts.worse
    assert 0.5 < worse["random"] < 0.7
    assert worse["greedy-k-means++"] < worse["k-means++"] < worse["random"]


def test_the_synthetic_customers_go_the_same_way(customers):
    assert customers.k == 5
    assert sorted(part.size for part in customers.profile.segments) == [24, 33, 37, 42, 64]
    assert [heading(step) for step in told(customers)] == [
        "Inspect",
        "Features",
        "Scale",
        "Choose k",
        "Run",
        "Segments",
    ]


def test_ids_and_categories_get_their_word(customers):
    features = told(customers)["features"]
    assert "CustomerID: a label: its distances mean nothing, so it is not a feature." in features
    assert any(sentence.startswith("Gender: text has no distances") for sentence in features)


def test_labels_belong_to_the_rows_of_the_table():
    data = b"name,x,y\na,0,0\nb,,0\nc,0,1\nd,9,9\ne,9,8\n"
    found = segment(data, ["x", "y"], k=2, missing="drop")
    assert found.labels[1] == -1
    assert found.labels[0] == found.labels[2] != found.labels[3] == found.labels[4]
    assert "1 row without a value in a feature got no segment." in told(found)["inspect"]
    rows = list(csv.reader(io.StringIO(labelled_csv(found).decode())))
    assert rows[0] == ["name", "x", "y", "segment", "segment name"]
    assert rows[2] == ["b", "", "0", "", ""]
    assert rows[1][3] == rows[3][3] != rows[4][3]


def test_features_in_different_units_are_scaled_and_it_is_said_what_that_changes():
    found = segment(SETS / "units.csv", k=2)
    assert found.scaled
    assert found.moved > 30
    assert f"{found.moved} of 120 rows would be in another segment" in " ".join(told(found)["scale"])
    left = segment(SETS / "units.csv", k=2, scale=False)
    assert left.moved == found.moved, "the same two clusterings are compared"
    means = [part.stats["Age (years)"].mean for part in found.profile.segments]
    assert sorted(means) == pytest.approx([27, 62], abs=1.5), "profiles are in the data's own units"


def test_where_there_is_no_elbow_the_silhouette_is_asked_and_that_is_said():
    found = segment(SETS / "noise.csv")
    assert found.elbow.best_k is None
    assert found.k == max(found.elbow.silhouettes, key=found.elbow.silhouettes.get)
    assert found.why_k.startswith("There is no elbow. k = ")


def test_the_profile_comes_as_a_table_in_the_datas_own_units(customers):
    table = customers.table
    assert table.index[-1] == "everyone" and len(table) == 6
    assert table["size"].tolist() == [*(part.size for part in customers.profile.segments), 200]
    incomes = customers.reading.frame[INCOME]
    assert table.loc["everyone", (INCOME, "mean")] == pytest.approx(incomes.mean())
    assert table.loc["everyone", (INCOME, "max")] == incomes.max()


def test_names_can_be_edited(customers):
    renamed = customers.renamed(["big spenders", "", "the middle"])
    assert renamed.names[0] == "big spenders" and renamed.names[2] == "the middle"
    assert renamed.names[1] == customers.names[1]
    assert "big spenders" in labelled_csv(renamed).decode()
    with pytest.raises(ValueError, match="6 names were given for 5 segments"):
        customers.renamed(list("abcdef"))


@pytest.mark.parametrize(
    "labels, others, moved",
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 0),
        ([0, 0, 1, 1], [0, 1, 1, 1], 1),
        ([0, 1, 2, 0], [2, 0, 1, 2], 0),
        ([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2], 2),
    ],
)
def test_moved_rows_are_counted_whatever_the_clusters_are_called(labels, others, moved):
    assert count_moved(np.array(labels), np.array(others), 3) == moved


@pytest.mark.parametrize(
    "data, how, sentence",
    [
        (
            b"a,b\nx,y\nz,w\n",
            {},
            "The table has no column of numbers to cluster by; its columns are 'a', 'b'.",
        ),
        (b"a,b\n1,2\n3,5\n9,9\n", {"k": 4}, "k=4 segments were asked for; use 1 <= k <= 3."),
        (b"a,b\n1,2\n3,5\n", {"scale": "maybe"}, "scale='maybe' is not known; use 'auto', True or False."),
    ],
)
def test_what_cannot_be_segmented_is_said(data, how, sentence):
    with pytest.raises(ValueError) as error:
        segment(data, **how)
    assert str(error.value) == sentence


def test_the_code_finds_the_same_segments(tmp_path):
    """What the report prints is run as it stands, in a folder with the table."""
    own = tmp_path / "own.csv"
    own.write_bytes(CUSTOMERS.read_bytes())
    customers = segment(own)
    program = code(customers) + "print(''.join(str(label) for label in trace.labels))\n"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "".join(str(label) for label in customers.trace.labels)


def test_the_code_of_a_built_in_set_runs_anywhere():
    found = segment(SETS / "units.csv", k=2)
    assert found.scaled
    space = {}
    exec(code(found), space)
    assert space["trace"].labels.tolist() == found.trace.labels.tolist()


def test_hostile_names_stay_text_everywhere():
    """Column names and cells come from a file: they are shown, never run."""
    nasty = '<script>alert(1)</script>,"$x_1$",=cmd()\n'
    rows = "\n".join(f"{x},{y},@SUM(A1)" for x, y in [(1, 2), (2, 1), (3, 2), (90, 80), (91, 85), (92, 81)])
    found = segment((nasty + rows).encode(), ["<script>alert(1)</script>", "$x_1$"], k=2, names=["<b>", "&"])

    page = report_page(found).decode()
    assert "<script" not in page and "&lt;script&gt;" in page and "<b>" not in page
    assert sheet(found).startswith(b"%PDF")
    table = labelled_csv(found).decode()
    assert "'=cmd()" in table and "'@SUM(A1)" in table
    compile(code(found), "again.py", "exec")


def test_the_page_needs_nothing_from_outside(customers):
    page = report_page(customers).decode()
    assert "default-src 'none'" in page
    assert "http://" not in page and "https://" not in page and "src=" in page
    assert page.count("<img ") == 4 and page.count('alt="') == 4 and 'alt=""' not in page


def test_the_sheet_is_one_page_with_its_text_as_text(customers):
    pdf = sheet(customers)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    assert sheet(customers) == pdf, "the same report twice is the same bytes"


@pytest.mark.parametrize("name", SIZES)
def test_every_picture_is_a_png_of_its_size(customers, name):
    from PIL import Image

    width, height = SIZES[name]
    assert Image.open(io.BytesIO(picture(customers, name, density=1))).size == (
        round(100 * width),
        round(100 * height),
    )


def test_the_summary_is_what_json_knows(customers):
    import json

    told_to_page = json.loads(json.dumps(summary(customers)))
    assert [part["letter"] for part in told_to_page["segments"]] == ["A", "B", "C", "D", "E", ""]
    assert told_to_page["segments"][-1]["size"] == 200


def test_all_files_appear_or_none(customers, tmp_path):
    old = tmp_path / "rows.csv"
    old.write_text("old")
    with pytest.raises(OSError, match="nowhere"):
        write(customers, [old, tmp_path / "nowhere" / "report.html"])
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_every_stage_after_the_elbow_is_told_and_can_be_given_up():
    """What comes after the elbow takes as long as the elbow: a bar that stands still looks like a failure."""
    told = []
    kviz.segment(kviz.datasets["customers"]().table, k=3, n_init=2, watch=lambda *now: told.append(now))

    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["silhouettes", "starts"]
    assert all(0 <= done <= total for _, done, total in told)

    def give_up(stage, done, total):
        if stage == "starts" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kviz.segment(kviz.datasets["customers"]().table, k=3, n_init=2, watch=give_up)
