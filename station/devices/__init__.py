"""What is plugged in: printers, scanners, cameras, and simulators of them that ship and can fail on demand."""
