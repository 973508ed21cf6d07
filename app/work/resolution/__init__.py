"""The job that compares organizations: read their names, find which may be one, keep the result for the pages."""
