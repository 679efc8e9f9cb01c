"""What reviews, their images and the summary must be, checked before anything is built."""
