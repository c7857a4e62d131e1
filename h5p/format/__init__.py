"""The H5P package format: names, archives, manifests, libraries, semantics. Standard library only."""
