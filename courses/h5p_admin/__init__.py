"""H5P packages and libraries in the admin."""
