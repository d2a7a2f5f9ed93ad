"""A town's own data: `python -m local` writes a template to fill in, and checks files. Beside it lie the files themselves."""
