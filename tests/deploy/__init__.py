"""What an operator installs: alarms, dashboard, units, proxy, containers."""
