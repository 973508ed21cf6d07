"""What a person sees: pages and commands over the graph."""
