"""Interlock: deals and releases forecast together, and the one weekly report both sides read."""

__version__ = "0.1.0"
