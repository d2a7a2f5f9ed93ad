"""Open exports: the marts of one release as files that anyone can take up, with their structure, sources and licences."""
