"""Releases to cases and campaigns: profiles in, judgements with reasons and groups out; pure and deterministic."""
