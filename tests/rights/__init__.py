"""docs/rights.md against the software: every address, as everybody."""
