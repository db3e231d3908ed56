"""Collective names of which one word covers several: 各街道办事处、镇人民政府 are 各街道办事处 and 各镇人民政府."""
