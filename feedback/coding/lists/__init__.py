"""Lists of texts to code: filters kept under a name, texts dealt out to coders."""
