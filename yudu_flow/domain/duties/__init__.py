"""Kinds of duty (事项): each is a value, and nothing outside this folder asks which one it is dealing with."""
