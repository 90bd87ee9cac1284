"""The guide for the teacher: a lesson plan with minutes, what to say when, and the answers."""
