"""Questions, loops and levels, and the index that finds them. Uses nothing else of this project."""
