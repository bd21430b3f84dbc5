"""What does a steering group see? Pages over the one evaluation."""
