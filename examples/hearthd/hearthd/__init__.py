"""Keeps homes warm: zones, devices, schedules and what they cost."""
