"""The columnar engine: the rules as expressions over many firms, each module the twin of what is done for one."""
