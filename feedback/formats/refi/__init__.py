"""Files of the REFI-QDA standard (qdasoftware.org), which other qualitative tools read and write.

`Codebook.xsd` is the schema of the standard, version 1.0, © the REFI-QDA working group, under the
MIT licence (see `LICENSE-REFI.txt`).
"""
