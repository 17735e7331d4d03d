"""A data folder to an `Edition`, every fault at once."""

FILES = ("policies.toml", "facts.toml", "sizes.toml", "activities.toml")
"""of which an edition consists"""
CATALOGUE = "words.po"
"""beside them: the words of another language"""
