"""The questions of a lesson for learning platforms: Moodle XML, and GIFT."""
