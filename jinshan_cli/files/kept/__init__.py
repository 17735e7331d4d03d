"""An edition that was checked before, kept so that a start-up need not check it again."""
