"""What came out, and what was decided on it?"""
