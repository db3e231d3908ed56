"""How much one upload may hold. Source: issue 3, "up to 20 MB, 10 files"; the others keep bombs out."""

LIMIT_BYTES = 20 * 2**20
LIMIT_FILES = 10
LIMIT_PAGES = 50
LIMIT_PIXELS = 80_000_000

STORED_EDGE = 3000
THUMB_EDGE = 480
JPEG_QUALITY = 88
