"""What one pass does: open, decide, compose, deliver, reconcile."""
