"""What people open in a spreadsheet."""
