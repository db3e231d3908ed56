"""Several processes for one bureau: claims on its work, who is there, and whose content is in force."""
