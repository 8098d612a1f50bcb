"""What a supervisor reads and decides."""
