"""The pictures of the example newsletter, drawn with Pillow alone."""
