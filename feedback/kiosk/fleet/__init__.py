"""The fleet: the tablets of a study, what they are assigned, whether all they hold arrives."""
