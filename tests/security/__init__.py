"""What an attacker tries, and gets nothing by."""
