"""The job that compares organizations: read their names, find which may be one, keep the result for the pages."""

# Name under which the result is kept, how likely a pair can be, and the least score of a pair that is listed.
WHAT = "resolution"
BANDS = ("likely", "possible")
LEAST = 0.15
# What answers do to the network makes no comparison of names older.
ANSWERS = ("decide", "undecide")
