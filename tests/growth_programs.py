"""Forty programs whose growth is known, eight of each label: (name, label, code, input as a function of n and rng)."""

from corpus.problem_tests import Stream, call, script


def shuffled(n, rng):
    values = list(range(n))
    rng.shuffle(values)
    return call(values)


def looked_up(n, rng):
    return call(list(range(0, 2 * n, 2)), rng.randrange(2 * n))


def in_table(n, rng):
    return call({i: i for i in range(n)}, rng.randrange(n))


def word(n, rng):
    return call("".join(rng.choice("abcd") for _ in range(n)))


def number(n, rng):
    return call(n)


def stacked(n, rng):
    return script((), [("push", i) for i in range(n)])


def streamed(n, rng):
    return call(Stream([rng.randrange(n) for _ in range(n)]))


PROGRAMS = [
    ("first-and-last", "O(1)", "def f(a): return a[0] + a[-1]", shuffled),
    ("table-lookup", "O(1)", "def f(table, key): return table.get(key)", in_table),
    ("length", "O(1)", "def f(a): return len(a)", shuffled),
    ("fixed-loop", "O(1)", "def f(n):\n    s = 0\n    for i in range(100): s += i * 3 % 7\n    return s", number),
    ("formula", "O(1)", "def f(n): return n * (n + 1) // 2", number),
    ("middle-of-three", "O(1)", "def f(a): return sorted((a[0], a[len(a) // 2], a[-1]))[1]", shuffled),
    ("few-samples", "O(1)", "def f(a):\n    step = max(1, len(a) // 16)\n    return max(a[i * step] for i in range(16))", shuffled),
    ("first-word", "O(1)", "def f(s):\n    for i in range(20):\n        if s[i:i+2] == 'zz': return i\n    return -1", word),
    ("binary-search", "O(log n)", "def f(a, x):\n    lo, hi = 0, len(a)\n    while lo < hi:\n        mid = (lo + hi) // 2\n        if a[mid] < x: lo = mid + 1\n        else: hi = mid\n    return lo", looked_up),
    ("bits", "O(log n)", "def f(n):\n    c = 0\n    while n:\n        c += n & 1\n        n >>= 1\n    return c", number),
    ("digits", "O(log n)", "def f(n):\n    out = []\n    while n:\n        out.append(n % 3)\n        n //= 3\n    return len(out)", number),
    ("recursive-search", "O(log n)", "def f(a, x, lo=0, hi=None):\n    hi = len(a) if hi is None else hi\n    if lo >= hi: return lo\n    mid = (lo + hi) // 2\n    return f(a, x, mid + 1, hi) if a[mid] < x else f(a, x, lo, mid)", looked_up),
    ("power", "O(log n)", "def f(n):\n    r, b, m = 1, 3, 1000003\n    while n:\n        if n & 1: r = r * b % m\n        b = b * b % m\n        n //= 2\n    return r", number),
    ("heap-path", "O(log n)", "def f(a):\n    i = len(a) - 1\n    steps = 0\n    while i > 0:\n        i = (i - 1) // 2\n        steps += a[i] >= 0\n    return steps", shuffled),
    ("gallop", "O(log n)", "def f(a, x):\n    step = 1\n    while step < len(a) and a[step] >= 0: step *= 2\n    return step", looked_up),
    ("halving-tree", "O(log n)", "def f(n): return 0 if n <= 1 else 1 + f(n // 2)", number),
    ("sum", "O(n)", "def f(a): return sum(a)", shuffled),
    ("loop", "O(n)", "def f(a):\n    best = a[0]\n    for x in a:\n        if x > best: best = x\n    return best", shuffled),
    ("counting", "O(n)", "from collections import Counter\ndef f(s): return Counter(s).most_common(1)[0][1]", word),
    ("two-pointers", "O(n)", "def f(a):\n    i, j, s = 0, len(a) - 1, 0\n    while i < j:\n        s += a[i] * a[j] % 5\n        i, j = i + 1, j - 1\n    return s", shuffled),
    ("unique", "O(n)", "def f(a):\n    seen = set()\n    for x in a:\n        if x in seen: return True\n        seen.add(x)\n    return False", shuffled),
    ("prefix-sums", "O(n)", "def f(a):\n    out = [0]\n    for x in a: out.append(out[-1] + x)\n    return out", shuffled),
    ("monotone-stack", "O(n)", "def f(a):\n    stack, out = [], 0\n    for x in a:\n        while stack and stack[-1] < x:\n            stack.pop()\n            out += 1\n        stack.append(x)\n    return out", shuffled),
    ("stream", "O(n)", "def f(stream):\n    total = count = 0\n    for x in stream:\n        total += x\n        count += 1\n    return total / count", streamed),
    ("sort", "O(n log n)", "def f(a): return sorted(a)", shuffled),
    ("sort-by-key", "O(n log n)", "def f(a): return sorted(a, key=lambda x: -x)[:10]", shuffled),
    ("merge-sort", "O(n log n)", "def f(a):\n    if len(a) < 2: return a\n    m = len(a) // 2\n    l, r = f(a[:m]), f(a[m:])\n    out, i, j = [], 0, 0\n    while i < len(l) and j < len(r):\n        if l[i] <= r[j]:\n            out.append(l[i]); i += 1\n        else:\n            out.append(r[j]); j += 1\n    return out + l[i:] + r[j:]", shuffled),
    ("heap-sort", "O(n log n)", "import heapq\ndef f(a):\n    h = []\n    for x in a: heapq.heappush(h, -x)\n    return [-heapq.heappop(h) for _ in range(len(a))]", shuffled),
    ("search-for-each", "O(n log n)", "from bisect import bisect_left\ndef f(a):\n    b = list(range(len(a)))\n    return sum(bisect_left(a, x) for x in b) if a == sorted(a) else sum(bisect_left(sorted_a, x) for sorted_a in [sorted(a)] for x in a)", shuffled),
    ("sort-in-place", "O(n log n)", "def f(a):\n    a.sort()\n    return a[len(a) // 2]", shuffled),
    ("quick-sort", "O(n log n)", "def f(a):\n    if len(a) < 2: return a\n    p = a[len(a) // 2]\n    return f([x for x in a if x < p]) + [x for x in a if x == p] + f([x for x in a if x > p])", shuffled),
    ("halving-passes", "O(n log n)", "def f(a):\n    s, step = 0, 1\n    while step < len(a):\n        for i in range(len(a)): s += a[i] & step\n        step *= 2\n    return s", shuffled),
    ("pairs", "O(n²)", "def f(a):\n    c = 0\n    for i in range(len(a)):\n        for j in range(i):\n            c += a[j] > a[i]\n    return c", shuffled),
    ("list-membership", "O(n²)", "def f(a):\n    seen = []\n    for x in a:\n        if x in seen: return True\n        seen.append(x)\n    return False", shuffled),
    ("insertion-sort", "O(n²)", "def f(a):\n    a = list(a)\n    for i in range(1, len(a)):\n        x, j = a[i], i\n        while j and a[j - 1] > x:\n            a[j] = a[j - 1]\n            j -= 1\n        a[j] = x\n    return a", shuffled),
    ("slices", "O(n²)", "def f(a):\n    s = 0\n    for i in range(len(a)): s += len(set(a[i:]))\n    return s", shuffled),
    ("count-each", "O(n²)", "def f(a): return max(a.count(x) for x in a)", shuffled),
    ("palindrome", "O(n²)", "def f(s):\n    best = 0\n    n = len(s)\n    ok = [False] * n\n    for i in range(n):\n        for j in range(n - 1, i - 1, -1):\n            pass\n        best += s[i] == 'a'\n    return best", word),
    ("sums-again", "O(n²)", "def f(a): return max(sum(a[:i]) for i in range(len(a)))", shuffled),
    ("bubble", "O(n²)", "def f(a):\n    a = list(a)\n    for i in range(len(a)):\n        for j in range(len(a) - 1 - i):\n            if a[j] > a[j + 1]: a[j], a[j + 1] = a[j + 1], a[j]\n    return a", shuffled),
]  # fmt: skip
