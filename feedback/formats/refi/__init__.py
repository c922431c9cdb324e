"""REFI-QDA 1.5: projects (`.qdpx`) and codebooks (`.qdc`) as other coding tools read and write them.

`Project.xsd` and `Codebook.xsd` are the standard's own (18 March 2019; their licence is in `LICENSE-REFI.txt`).
"""
