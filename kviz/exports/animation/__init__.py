"""Pictures that move: GIF, APNG, WebP, MP4."""
