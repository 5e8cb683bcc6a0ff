"""The ledger: who was planned, and what became of each."""
