"""axe-core finds no serious fault on any page, on a phone's screen and a desk's; nothing sticks out of the width."""
