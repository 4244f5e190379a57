"""How the voices sound: what can be measured of them, and pages to listen with."""
