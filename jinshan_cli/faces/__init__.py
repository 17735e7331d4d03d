"""What people see: commands, screens, sheets. No policy logic."""
