"""Work of more than a moment: jobs, what each kind does, and the worker that runs them."""
