"""How much one upload may hold. Source: issue 3, "up to 20 MB, 10 files"; the others keep bombs out."""

LIMIT_BYTES = 20 * 2**20
LIMIT_FILES = 10
LIMIT_PAGES = 50
LIMIT_PIXELS = 80_000_000
"""Of formats that are decoded at full size: with transparency four bytes each, twice."""
LIMIT_PHOTO = 210_000_000
"""A JPEG is decoded at a half or a quarter of its size; phones have 108 and 200 megapixels."""
LIMIT_PROGRESSIVE = 120_000_000
"""A progressive JPEG is held whole before any of it is decoded, in up to six bytes a pixel."""

STORED_EDGE = 3000
THUMB_EDGE = 480
JPEG_QUALITY = 88
