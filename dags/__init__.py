"""When things run: one thin file per source, and the build of the warehouse."""
