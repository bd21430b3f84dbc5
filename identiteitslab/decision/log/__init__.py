"""What was decided, by whom, on which evidence, and does that still stand?"""
