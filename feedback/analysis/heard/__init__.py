"""What was lived and said, made ready for those who hold no row."""
