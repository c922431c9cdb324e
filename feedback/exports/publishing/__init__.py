"""Results of a survey published for anybody: kept as they were published."""
