"""Notes that people have already, in the shapes that their programs give them."""
