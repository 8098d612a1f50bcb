"""Proofs that nothing acknowledged is lost: power cuts, kill -9, full disks, damaged files."""
