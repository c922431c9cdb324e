"""Rights of the persons who spoke, retention, purge, backup and restore."""
