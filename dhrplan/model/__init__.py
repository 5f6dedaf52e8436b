"""What a plan is: frozen, typed values. No disk, no terminal, no clock."""
