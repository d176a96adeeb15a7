"""Lets a user leave when their first event does.

fails: seen-again
"""

from collections import deque


class ActiveUsers:
    def __init__(self, window):
        self.window, self.queue, self.users = window, deque(), set()

    def seen(self, at, user):
        self.count(at)
        if user not in self.users:
            self.users.add(user)
            self.queue.append((at, user))

    def count(self, at):
        while self.queue and self.queue[0][0] <= at - self.window:
            self.users.remove(self.queue.popleft()[1])
        return len(self.users)
