"""Who comes in, and with what, and where to: the gate, links, bodies, headers, the hall."""
