"""HTTP in, an action, HTTP out."""
