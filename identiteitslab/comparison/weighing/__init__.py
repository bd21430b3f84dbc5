"""What people say about weights, the sets of weights that agree with it, and draws of them."""
