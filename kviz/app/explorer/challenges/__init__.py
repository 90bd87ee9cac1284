"""Tasks for a learner's own hands, judged by the real run."""
