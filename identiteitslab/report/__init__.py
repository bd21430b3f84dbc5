"""How do I take it along? One content, printed as PDF, page, workbook and account."""
