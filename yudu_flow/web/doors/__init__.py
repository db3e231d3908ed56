"""Who comes in, and with what: the gate, sign-in, links, bodies, headers."""
