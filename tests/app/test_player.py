"""The player's Python half: what it sends, and what it believes of what comes back."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

import kviz
from kviz.app.frame_store import BESIDE
from kviz.app.player import Player
from kviz.picture.film import Film
from kviz.story.questions import ask_all, own_seed
from kviz.web.facts import TWEEN_PARTS

X = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 5.0], [6.0, 5.0], [9.0, 0.0]])


@pytest.fixture(scope="module")
def trace():
    return kviz.run(X, k=2, rng=3)


@pytest.fixture
def player(trace):
    player = kviz.play(trace)
    player.sent = []
    player.send = lambda content, buffers=None: player.sent.append((content, buffers))
    return player


def from_browser(player, **message):
    player._receive(player, message, [])


def size(png):
    return Image.open(BytesIO(png)).size


def test_the_first_picture_comes_with_the_widget_and_the_others_do_not(player, trace):
    """The person sees frame 0 before the rest is drawn."""
    first, *others = player.frames[0]

    assert size(first) == (960, 600)
    assert others == [None] * (len(trace) - 1)


def test_every_step_has_its_sentence(player, trace):
    steps = player.films[0]["steps"]

    assert len(steps) == len(trace)
    assert all(step["sentence"] and step["heading"] for step in steps)


def test_frames_are_sent_as_they_are_asked_for(player):
    from_browser(player, do="want", run=player.run, frames=[[0, 2], [0, 1]])

    [(content, pictures)] = player.sent
    assert content == {"type": "frames", "run": 0, "frames": [(0, 2), (0, 1)]}
    assert [size(png) for png in pictures] == [(960, 600)] * 2


def test_a_request_for_an_older_run_is_not_answered(player):
    from_browser(player, do="want", run=player.run - 1, frames=[[0, 1]])

    assert player.sent == []


def test_patches_over_the_step_before_lead_to_an_update(player, trace):
    """Painted one over the other they are the painter's own pictures of centroids on their way."""
    update = next(i for i in range(len(trace)) if trace[i].phase == "update")
    for parts in [(1, 2, 3), (4,), (7,), (8, 9)]:
        from_browser(player, do="want", run=0, frames=[[0, update, part] for part in parts])

    film = player.store.films[0]
    canvas = Image.open(BytesIO(film.png(update - 1))).convert("RGB")
    for content, pictures in player.sent:
        for (_, _, part, left, top), png in zip(content["frames"], pictures, strict=True):
            patch = Image.open(BytesIO(png)).convert("RGBA")
            if part == 7:  # asked for out of turn: it changes the picture before, which nobody has painted
                canvas = Image.fromarray(film.tween(update, 6 / (TWEEN_PARTS + 1)))
            canvas.paste(patch, (left, top), patch)
            painted, meant = (
                np.asarray(canvas, float),
                film.tween(update, part / (TWEEN_PARTS + 1)).astype(float),
            )
            assert np.abs(painted - meant).mean() < 1


@pytest.mark.parametrize("place", [[0, 2, 1], [0, 0, 1], [0, 3, 0], [0, 3, 13], [0, 3, 1, 1], [1, 3, 1], [0]])
def test_ways_that_do_not_exist_are_left_out(player, trace, place):
    """Only updates have one, of twelve pictures."""
    assert [step.phase for step in trace][2:4] == ["assign", "update"]
    from_browser(player, do="want", run=0, frames=[place])

    assert [content["frames"] for content, _ in player.sent] == [[]]


@pytest.mark.parametrize("frames", [[[0, 10**9]], [[7, 0]], [[-1, -1]]])
def test_frames_that_do_not_exist_are_left_out(player, frames):
    from_browser(player, do="want", run=player.run, frames=frames)

    assert [content["frames"] for content, _ in player.sent] == [[]]


@pytest.mark.parametrize(
    "message",
    [{}, {"do": None}, {"do": "want"}, {"do": "want", "run": 0, "frames": "abc"}, {"do": ["want"]}, "a", 3],
)
def test_no_message_raises_to_the_socket(player, message):
    """A traceback would travel to the visitor's browser."""
    player._receive(player, message, [])

    assert player.sent == []


def test_a_sharp_screen_gets_twice_the_pixels(player):
    from_browser(player, do="ready", density=2, theme="dark", narrow=False)

    assert player.look == {"density": 2.0, "theme": "dark", "width": 960, "height": 600}
    (message, (picture,)) = player.sent[-1]
    assert message == {"type": "ahead", "run": 1, "frames": [(0, 0)]}
    assert size(picture) == (1920, 1200)
    assert player.run == 1


def test_the_first_picture_of_a_run_leaves_before_anything_is_said_about_it(player, monkeypatch):
    """A browser unpacks it meanwhile."""
    left = []
    monkeypatch.setattr(player, "send", lambda message, buffers=None: left.append(message["type"]))
    player.observe(lambda change: left.append(change.name), ["films", "run"])

    from_browser(player, do="ready", density=2, theme="dark", width=800, height=500)
    player.put(player.store, 2)

    assert left == ["ahead", "films", "run", "ahead", "run"]
    assert not any(player.frames[0]), "it is sent once"


@pytest.mark.parametrize("density", [1e9, -1, "2", None, float("nan"), True])
def test_a_claimed_density_stays_within_bounds(player, density):
    from_browser(player, do="ready", density=density, theme="<b>")

    assert 1.0 <= player.store.screen.density <= 2.0
    assert player.store.screen.theme == "light"


def test_of_the_browsers_state_only_the_step_is_believed(player, trace):
    """A visitor can set any trait to anything."""
    before = player.films
    player.set_state({"index": 2, "films": [], "frames": [], "run": 77, "_esm": "alert(1)"})
    assert (player.index, player.films, player.run) == (2, before, 0)

    player.set_state({"index": 10**9})
    assert player.index == len(trace) - 1
    for nonsense in ["3", None, [1], 1.5, True]:
        player.set_state({"index": nonsense})
    assert player.index == len(trace) - 1


def test_two_runs_play_side_by_side(trace):
    other = kviz.run(X, k=2, init="random", rng=1)
    player = kviz.play([trace, other])

    assert [film["title"] for film in player.films] == ["k-means++", "random"]
    assert [len(frames) for frames in player.frames] == [len(trace), len(other)]


def test_an_embedded_player_holds_every_picture(trace):
    """A notebook that is run without a browser still plays later."""
    player = kviz.play(trace, embed=True)

    assert all(player.frames[0])


@pytest.mark.parametrize(("given", "fault"), [([], ValueError), ([1, 2], TypeError), ("trace", TypeError)])
def test_what_cannot_be_played_is_refused_in_words(given, fault):
    with pytest.raises(fault, match=r"kviz\.play|kviz\.run"):
        kviz.play(given)


def test_an_unknown_speed_is_refused(trace):
    with pytest.raises(ValueError, match=r"0\.5, 1, 2, 4"):
        kviz.play(trace, speed=3)


def test_a_students_own_source_comes_with_its_running_lines():
    """Show code that runs, never a copy by hand."""

    def halves(X, k):
        labels, centroids = np.array([0, 0, 1, 1, 1]), X[[0, 3]].copy()
        yield labels, centroids
        centroids = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        yield labels, centroids

    trace = kviz.record(halves(X, 2), X)
    player = kviz.play(trace)
    film = player.films[0]

    assert player.options["source"] is True
    assert "yield labels, centroids" in film["lines"][film["steps"][0]["line"]]


def test_the_player_never_plays_by_itself(player):
    assert isinstance(player, Player)
    assert player.options["autoplay"] is False


def test_a_player_that_asks_keeps_answers_back(trace):
    """Words and pictures are those of a film that knows its questions; a saved notebook has them all."""
    player = kviz.play(trace, predict=True, predict_seed=0, embed=True)
    film = Film(trace, player.store.size, predict=0, hide=BESIDE)
    asked = player.asked[0]["questions"]

    assert [int(index) for index in asked] == list(film.questions)
    assert player.frames[0] == list(film.pngs(range(len(trace))))
    said = [step["sentence"] for step in player.films[0]["steps"]]
    assert said == [film.frame(i).sentence for i in range(len(trace))]
    assert kviz.play(trace).asked == []


def test_questions_are_switched_on_and_off(player, trace):
    before = player.films
    from_browser(player, do="predict", on=True, step=2)
    assert player.asked[0]["questions"]
    assert player.index == 2
    from_browser(player, do="predict", on=True, seed=4, step=2)
    assert player.store.films[0].questions == ask_all(trace, seed=4)
    from_browser(player, do="predict", on=True, step=2)
    assert player.store.films[0].questions == ask_all(trace, seed=own_seed(trace))
    from_browser(player, do="predict", on=False, step=2)

    assert player.asked == []
    assert player.films == before


def test_the_places_of_a_question_are_where_its_points_are_drawn(trace):
    player = kviz.play(kviz.run(kviz.datasets["blobs"](), 4, rng=3), predict=True)
    film, asked = player.store.films[0], player.asked[0]
    left, top, _, _ = (part / 100 for part in asked["stage"])
    assert np.allclose(np.array(film.stage)[:2], [left * film.size[0], top * film.size[1]], atol=0.1)
    seen = 0
    for index, question in film.questions.items():
        for place, row in zip(asked["questions"][str(index)]["at"], question.rows, strict=True):
            x = film.limits[0] + place[0] * asked["span"][0]
            y = film.limits[3] - place[1] * asked["span"][1]
            assert np.allclose([x, y], film.trace.X[row], atol=1e-3)
            seen += 1
    assert seen > 5
