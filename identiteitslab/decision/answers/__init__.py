"""What does an evaluation say: why, against whom, what would change it, what to measure next?"""
