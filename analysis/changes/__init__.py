"""What differs between two days: things in force, cells of the coverage matrix."""
