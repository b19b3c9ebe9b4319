"""What the platform adds to Feast: a server that asks for tokens, and the jobs that keep registry and features."""
