"""H5P in Python: read, check, filter and store packages. `h5p.format` is pure; everything else here needs Django."""
