"""Estimation answers: what do the gemeenten together show, and how sure is it?

Every array is ``(cells, gemeenten)``. A cell is one solution on one indicator; where a cell has
fewer gemeenten than the array is wide, the boolean array ``present`` is False and whatever stands
there is ignored. A one-dimensional array is one cell.
"""
