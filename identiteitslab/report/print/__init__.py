"""The same content on paper, on screen, in a workbook and for a program."""
