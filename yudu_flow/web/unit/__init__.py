"""The pages of units and of those who owe visits."""
