"""The outside world to bytes, and the bytes to WARC records that can be read back and checked."""
