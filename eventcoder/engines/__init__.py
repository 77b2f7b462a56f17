"""Run batches in process or in several processes."""
