"""What is stored and how it changes; imports nothing of the layers above."""
