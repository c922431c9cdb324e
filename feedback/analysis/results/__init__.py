"""Everything the page of a survey and its workbook show, read in a constant number of queries."""
