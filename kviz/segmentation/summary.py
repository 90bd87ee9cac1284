"""A segmentation as JSON: all that a page needs to show it."""

from typing import Any

import numpy as np

from kviz.segmentation.comparison import about_category, categories, sentence, small_pictures
from kviz.segmentation.program import code
from kviz.segmentation.result import Segmentation
from kviz.segmentation.wording import cell, told
from kviz.story.formatting import letter
from kviz.story.names import column_advice


def summary(found: Segmentation) -> dict[str, Any]:
    """Everything a page needs to show the segmentation, as JSON knows it; text stays text."""
    profile, compared = found.profile, categories(found)
    return {
        "k": found.k,
        "why": found.why_k,
        "opinions": found.elbow.opinions(),
        "small": small_pictures(found),
        "compared": [about_category(found, category) for category in compared],
        "categories": [
            {
                "name": category.name,
                "values": list(category.values),
                "shares": [
                    [None if np.isnan(share) else round(share, 4) for share in row]
                    for row in [*category.shares.tolist(), category.everyone.tolist()]
                ],
            }
            for category in compared
        ],
        "scaled": found.scaled,
        "features": list(profile.features),
        "columns": [
            {
                "name": c.name,
                "kind": c.kind,
                "missing": c.missing,
                "advice": column_advice(c.role),
                "numeric": c.numeric,
            }
            for c in found.reading.columns
        ],
        "told": told(found),
        "elbow": {
            "ks": list(found.elbow.ks),
            "costs": found.elbow.costs.tolist(),
            "best_k": found.elbow.best_k,
            "sentence": found.elbow.sentence,
            "silhouettes": {str(k): value for k, value in found.elbow.silhouettes.items()},
        },
        "segments": [
            {
                "cluster": segment.cluster,
                "letter": letter(segment.cluster) if segment.cluster >= 0 else "",
                "name": segment.name,
                "size": segment.size,
                "share": segment.share,
                "sentence": sentence(found, segment) if segment.cluster >= 0 else "",
                "cells": {name: cell(stats) for name, stats in segment.stats.items()},
            }
            for segment in (*profile.segments, profile.whole)
        ],
        "code": code(found),
    }
