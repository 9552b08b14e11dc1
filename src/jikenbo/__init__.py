"""Jikenbo (事件簿): a casebook of security incidents, built from what organisations themselves publish."""

__version__ = "0.1.0"
