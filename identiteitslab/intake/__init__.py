"""Can we trust this file? From a gemeente's delivery to canonical rows, or a clear refusal."""

from identiteitslab.intake.check_file import check_file

__all__ = ["check_file"]
