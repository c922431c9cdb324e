"""What tablets hand in: sealed records opened, read and stored, or kept aside."""
