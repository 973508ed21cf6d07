"""The command line: one module a group, each with ``COMMANDS``; the factory registers them."""
