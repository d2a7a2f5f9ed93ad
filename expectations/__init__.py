"""What is promised of every table: Great Expectations suites as code, one runner, Data Docs."""
