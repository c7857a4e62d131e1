"""Measures the site as a server under load, beside the floor that the same server reaches with a bare signed-in view."""
