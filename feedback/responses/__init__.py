"""One filled instrument: exactly-once intake, storage, flags; knows no tablet."""
