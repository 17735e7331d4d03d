"""Phrases and records that all faces share."""
