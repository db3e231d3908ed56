"""How the program speaks of things to people, in pages and on the command line: identifiers as plain Chinese words."""
