"""What waits between a page and its kernel has a limit, in both directions."""

MOST_BYTES = 64 << 20  # to the kernel, not answered yet; one message has 16 MB at most
MOST_MESSAGES = 2_000
MOST_UNREAD = 64 << 20  # to the page, not read yet; the largest file that a page is sent has some 40 MB


class Backlog:
    """The messages that a kernel has not worked on yet, by their numbers, and how large they are."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_messages: int = MOST_MESSAGES) -> None:
        self.most_bytes, self.most_messages = most_bytes, most_messages
        self.bytes = 0
        self._sizes: dict[str, int] = {}

    def takes(self, number: str, size: int) -> bool:
        """Note one more message, unless too much waits already."""
        if self.bytes + size > self.most_bytes or len(self._sizes) >= self.most_messages:
            return False
        self.bytes += size - self._sizes.get(number, 0)
        self._sizes[number] = size
        return True

    def done(self, number: str) -> None:
        """The kernel has worked on this one."""
        self.bytes -= self._sizes.pop(number, 0)
