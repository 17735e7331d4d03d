"""What people do with the engines: assess a firm, interview it, run a file of firms."""
