"""The job that compares programs: read them, find overlaps, keep the result for the pages."""
