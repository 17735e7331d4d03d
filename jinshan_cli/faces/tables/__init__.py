"""Policies, activities and facts as tables and files."""
