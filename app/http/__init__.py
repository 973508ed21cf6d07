"""What every page shares: formats and downloads, errors, security, paging, the way things are written and drawn."""
