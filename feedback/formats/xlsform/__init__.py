"""XLSForm: the workbook in which Kobo and ODK write a questionnaire, read and written."""
