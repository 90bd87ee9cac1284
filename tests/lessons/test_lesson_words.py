"""The words of the units: spelling, reading grade, time, links, and claims that hang on measured numbers."""

import re
from pathlib import Path

import pytest
from unit_files import UNITS, read

from kviz.lessons.file.prose import prose
from kviz.lessons.markup import plain
from kviz.lessons.numbers.fill import PLACE
from kviz.lessons.numbers.norm25 import PUBLISHED, norm25_runs, norm25_table
from kviz.lessons.reading import HIGHEST_GRADE, TERMS, grade, syllables, time_of, words_of

MOST_READING = 25 * 60  # seconds
NAMES = {
    "arthur", "vassilvitskii", "norm", "numpy", "scikit-learn", "scikit", "learn", "d²",
    "gaussians", "dbscan",
    "voila", "forgy", "bisector", "centroid", "centroids", "pdf", "html", "csv", "gif", "toml", "coordinate",
    "wcss", "botanist", "medoids", "tutorial's", "silhouettes",
    "standardizing", "standardize", "standardized",
}  # fmt: skip


def test_the_formula_of_the_reading_grade_is_the_published_one():
    """Five words of one syllable each in a sentence: 0.39 * 5 + 11.8 * 1 - 15.59."""
    assert grade("The cat sat on mats.") == pytest.approx(0.39 * 5 + 11.8 - 15.59)
    assert [syllables(word) for word in ("cat", "table", "nearest", "another", "k-means")] == [1, 2, 2, 3, 2]


def test_hard_words_have_a_higher_grade():
    easy = "Each dot joins the nearest centre. Then the centre moves to the middle."
    hard = "Consequently, algorithmic initialization characteristically necessitates comparative evaluation."
    assert grade(easy) < HIGHEST_GRADE < grade(hard)


def test_a_learner_of_16_can_read_it(unit):
    assert grade(words_of(unit.content)) < HIGHEST_GRADE


def test_a_lesson_takes_the_time_that_it_says(unit):
    """By the rule stated in kviz/lessons/reading.py: neither much longer nor half empty."""
    estimate = time_of(unit).in_class / 60
    assert 0.6 * unit.content.minutes < estimate < 1.1 * unit.content.minutes


def test_reading_takes_at_most_25_minutes(unit):
    assert time_of(unit).reading < MOST_READING


def test_every_word_is_in_the_dictionary(unit):
    from spellchecker import SpellChecker

    known = SpellChecker(language="en")
    british = {"centre", "centres", "neighbour", "neighbour's", "neighbours", "colour", "colours", "grey",
               "metres", "millimetres", "labelled"}  # fmt: skip
    found = set()
    for _, text in prose(unit.reader.table):
        bare = re.sub(r"`[^`]*`", " ", PLACE.sub(" ", text))
        found |= {word.lower().strip("'") for word in re.findall(r"[A-Za-z²'+-]+", plain(bare))}
    words = {part for word in found for part in word.split("-") if len(part) > 1} - TERMS - NAMES - british
    wrong = {word for word in known.unknown(words) if not re.fullmatch(r"kviz|kviz's|means\++", word)}
    assert wrong == set()


def test_every_link_in_the_words_resolves(unit):
    root = Path(__file__).parents[2]
    for _, text in prose(unit.reader.table):
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert (root / "notebooks" / target).exists()
    assert unit.plain.needs in ("", *UNITS)


def facts(name, measure):
    return {key: fact() for key, fact in read(name).facts[measure].names.items()}


def test_k_means_plus_plus_pays_on_the_customers():
    """Unit 2 says so: fewer distances as a whole, and more runs that end best."""
    prices = facts("the-start-decides", "prices")
    assert prices["seeding_plus_plus"] > prices["seeding_random"]
    assert prices["price_plus_plus"] < prices["price_random"]
    assert prices["rounds_plus_plus"] < prices["rounds_random"]
    assert prices["hits_plus_plus"] > prices["hits_random"]


def test_farthest_first_is_certain_to_take_the_outlier_and_k_means_plus_plus_is_not():
    rates = facts("the-start-decides", "rates")
    assert rates["farthest"] == 1
    assert rates["random"] < rates["plus_plus"] < 1


def test_the_bad_start_ends_five_times_as_high():
    lesson = read("the-start-decides")
    assert lesson.trace("bad").cost / lesson.trace("good").cost == pytest.approx(5, abs=0.1)


def test_the_curves_bend_where_unit_3_says_and_noise_has_no_bend():
    assert facts("how-many-groups", "curve")["bend"] == 3
    assert facts("how-many-groups", "flat")["bend"] == 0
    flowers = facts("how-many-groups", "sil")
    assert flowers["best"] == 2 and flowers["below"] > 0


def test_the_outlier_takes_a_centroid_and_raw_dollars_decide_alone():
    lesson = read("break-it")
    assert sorted(lesson.trace("spoiled").sizes.tolist()) == [1, 60]
    assert min(lesson.trace("clean").sizes) > 20
    raw, dollars = lesson.trace("raw"), lesson.trace("raw").X[:, 1]
    lower, higher = (
        dollars[raw.labels == raw.labels[dollars.argmin()]],
        dollars[raw.labels == raw.labels[dollars.argmax()]],
    )
    assert lower.max() < higher.min(), "one number splits the incomes"


def test_the_large_group_gets_two_centroids():
    """Unit 4 says so: two share it, and the third takes both small ones."""
    trace = read("break-it").trace("unequal")
    large = trace.X[:, 0] < 3  # the two small groups stand to the right of it
    owners = [(trace.labels[large] == j).mean() for j in range(3)]
    assert sorted(owners)[1] > 0.25
    assert len(set(trace.labels[~large])) == 1


def test_the_wcss_of_the_tutorial_never_rises_as_unit_1_says():
    trace = read("how-k-means-works").trace("main")
    costs = trace.costs
    assert (costs[1:] <= costs[:-1]).all()


# k -> average and lowest WCSS for each point from random starts, and the part by which k-means++ is lower
NORM25 = {
    10: ((1.1e5, 1.6e5), (0.9e5, 1.5e5), (-0.2, 0.3)),
    25: ((2.5e4, 7e4), (1e4, 4.5e4), (0.999, 1)),
    50: ((1e3, 3e4), (13.9, 1e4), (0.98, 1)),
}


@pytest.mark.slow
@pytest.mark.parametrize("k", NORM25)
def test_norm25_comes_out_as_in_the_paper(k):
    """Here and in the paper the numbers lie in the same wide bounds: the data is drawn again."""
    average, lowest, lower = NORM25[k]
    (paper, saved), (paper_lowest, _), _ = PUBLISHED[k]
    runs = norm25_runs(k, tries=4)
    here, drawn = runs["random"].costs, runs["k-means++"].costs

    for low, high, values in (
        (*average, (here.mean(), paper)),
        (*lowest, (here.min(), paper_lowest)),
        (*lower, (1 - drawn.mean() / here.mean(), saved)),
    ):
        assert all(low < value < high for value in values), values


def test_the_table_of_norm25_stands_beside_that_of_the_paper():
    table = norm25_table(tries=1, ks=(10,))
    assert table.loc[(10, "average WCSS"), "in the paper"].tolist() == ["136,500", "8.47 %"]
    assert table.loc[(10, "iterations"), "in the paper"].tolist() == ["", ""]
    here = norm25_runs(10, tries=1)
    assert table.loc[(10, "iterations"), "here"].iloc[0] == str(int(here["random"].iterations[0]))


def test_the_published_numbers_of_the_lesson_are_those_of_the_table():
    given = {one.name: one.value for one in read("the-start-decides").content.given}
    assert (given["norm_random"], given["norm_saved"]) == PUBLISHED[25][0]
