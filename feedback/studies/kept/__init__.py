"""Views of a study's figures kept under a name, one's own or the team's."""
