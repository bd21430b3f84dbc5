"""The command line: one file a group of commands, thin skins over the lab."""
