"""The questions of a film as the browser gets them: with their places on the stage."""

from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.picture.film import Film
from kviz.story.formatting import letter
from kviz.story.quiz.question import Question


def on_stage(film: Film, places: Any) -> Array:
    """Positions (m, 2) of the drawn plane as shares of the stage from its left and upper edge."""
    xmin, xmax, ymin, ymax = film.limits
    return (np.asarray(places) - (xmin, ymax)) / (xmax - xmin, ymin - ymax)


def quiz_of(film: Film) -> dict[str, Any]:
    """All that is asked of a run; ``web/quiz/quiz.js`` describes it for the scripts."""
    width, height = film.size
    left, top, wide, high = film.stage
    xmin, xmax, ymin, ymax = film.limits
    asked = {str(index): _placed(film, question) for index, question in film.questions.items()}
    stage = [100 * left / width, 100 * top / height, 100 * wide / width, 100 * high / height]
    return {
        "stage": [round(part, 3) for part in stage],
        "span": [xmax - xmin, ymax - ymin],
        "questions": asked,
    }


def _placed(film: Film, question: Question) -> dict[str, Any]:
    """A question as JSON: its points, lines and places as shares of the stage."""
    rows = film.view.points[list(question.rows)]
    places = film.view.project(np.array(question.places)) if question.places else np.empty((0, 2))
    lines = [_line(film, question, row, cluster) for row, cluster in question.lines]
    return {
        **question.as_json(),
        "at": on_stage(film, rows).round(5).tolist(),
        "places": on_stage(film, places).round(5).tolist(),
        "lines": lines,
    }


def _line(film: Film, question: Question, row: int, cluster: int) -> dict[str, Any]:
    """From a point to a centroid: its two ends, whose it is and how long."""
    trace, centroid = film.trace, film.trace[question.index].centroids[[cluster]]
    gap = trace.geometry.distance(trace.geometry.shares(trace.X[[row]], centroid))[0, 0]
    ends = np.vstack([film.view.points[[row]], film.view.project(centroid)])
    said = f"{letter(film.style.shown(cluster))} {film.numbers(float(gap))}"
    return {
        "ends": on_stage(film, ends).round(5).tolist(),
        "cluster": film.style.shown(cluster),
        "text": said,
    }
