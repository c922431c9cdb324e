"""Study, sites, territories: the purpose under which everything is collected."""
