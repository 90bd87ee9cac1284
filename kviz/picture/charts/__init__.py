"""Figures about runs: elbow, validity, profiles, restarts, seedings."""
