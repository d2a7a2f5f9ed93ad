"""Who is told when something goes wrong at night: what to look for, in which words, by which channel."""
