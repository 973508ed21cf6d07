"""Where work is served, thin, missing or unknown: focus areas by countries, with the reason of every state."""
