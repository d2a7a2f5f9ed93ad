"""What is particular to a publisher: a module per source, a function per resource, found by their names."""
