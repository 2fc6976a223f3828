# right: the whole table
def edit_distance(a, b):
    D = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i == 0 or j == 0:
                D[i][j] = i + j
            else:
                cost = 0 if a[i - 1] == b[j - 1] else 1
                D[i][j] = min(D[i - 1][j] + 1, D[i][j - 1] + 1, D[i - 1][j - 1] + cost)
    return D[len(a)][len(b)]

# right: by the definition, remembered
def edit_distance(a, b):
    from functools import cache

    @cache
    def distance(i, j):
        if not i or not j:
            return max(i, j)
        if a[i - 1] == b[j - 1]:
            return distance(i - 1, j - 1)
        return 1 + min(distance(i - 1, j), distance(i, j - 1), distance(i - 1, j - 1))

    return distance(len(a), len(b))

# right: the table as a tensor
def edit_distance(a, b):
    D = torch.zeros(len(a) + 1, len(b) + 1, dtype=torch.long)
    D[:, 0], D[0] = torch.arange(len(a) + 1), torch.arange(len(b) + 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            D[i + 1, j + 1] = min(D[i, j + 1] + 1, D[i + 1, j] + 1, D[i, j] + (x != y))
    return D[-1, -1].item()

# right: in one row, written over
def edit_distance(a, b):
    row = list(range(len(a) + 1))
    for j, y in enumerate(b):
        diagonal, row[0] = row[0], j + 1
        for i, x in enumerate(a):
            diagonal, row[i + 1] = row[i + 1], min(row[i + 1] + 1, row[i] + 1, diagonal + int(x != y))
    return row[-1]

# right: in a dictionary
def edit_distance(a, b, cost=1):
    D = {(-1, -1): 0}
    for i in range(len(a)):
        D[i, -1] = i + 1
    for j in range(len(b)):
        D[-1, j] = j + 1
    for i in range(len(a)):
        for j in range(len(b)):
            D[i, j] = min(D[i - 1, j] + cost, D[i, j - 1] + cost, D[i - 1, j - 1] + cost * (a[i] != b[j]))
    return D[len(a) - 1, len(b) - 1]

# right: from the ends on
def edit_distance(a, b):
    after = list(range(len(b), -1, -1))
    for i in reversed(range(len(a))):
        row = [0] * len(b) + [len(a) - i]
        for j in reversed(range(len(b))):
            row[j] = after[j + 1] if a[i] == b[j] else 1 + min(after[j], row[j + 1], after[j + 1])
        after = row
    return after[0]

# right: what is reached with so many moves
def edit_distance(a, b):
    def slide(i, j):
        while i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
        return i, j

    reached, moves = {slide(0, 0)}, 0
    while (len(a), len(b)) not in reached:
        moves += 1
        ways = {(i + di, j + dj) for i, j in reached for di, dj in ((1, 0), (0, 1), (1, 1))}
        reached |= {slide(i, j) for i, j in ways if i <= len(a) and j <= len(b)}
    return moves

# told: It compares place by place.
def edit_distance(a, b):
    wrong = 0
    for i in range(max(len(a), len(b))):
        wrong += i >= len(a) or i >= len(b) or a[i] != b[i]
    return wrong

# told: To replace a symbol costs two moves
def edit_distance(a, b):
    D = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            D[i + 1][j + 1] = D[i][j] if a[i] == b[j] else min(D[i][j + 1], D[i + 1][j]) + 1
    return D[-1][-1]

# told: A symbol that stands for itself costs a move
def edit_distance(a, b):
    D = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            D[i + 1][j + 1] = 1 + min(D[i][j + 1], D[i + 1][j], D[i][j])
    return D[-1][-1]

# told: The first row is all zeros
def edit_distance(a, b):
    D = [[i for _ in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            D[i][j] = min(D[i - 1][j] + 1, D[i][j - 1] + 1, D[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
    return D[-1][-1]

# told: Each row begins with 0
def edit_distance(a, b):
    D = [list(range(len(b) + 1)) for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        D[i][0] = 0
        for j in range(1, len(b) + 1):
            D[i][j] = min(D[i - 1][j] + 1, D[i][j - 1] + 1, D[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
    return D[-1][-1]

# told: It is divided by a length.
def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1] / max(len(a), len(b), 1)

# told: It returns a number with a point.
def edit_distance(a, b):
    row = [float(j) for j in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        above, row = row, [float(i)]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]

# told: Nothing can be put in
def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, above[j - 1] + (x != y)))
    return row[-1]

# told: Nothing can be left out
def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]

# told: Only what is replaced is counted.
def edit_distance(a, b):
    D = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            D[i + 1][j + 1] = min(D[i][j + 1], D[i + 1][j], D[i][j] + (a[i] != b[j]))
    return D[-1][-1]

# wrong: symbols counted, whatever their order
def edit_distance(a, b):
    from collections import Counter
    return max((Counter(a) - Counter(b)).total(), (Counter(b) - Counter(a)).total())

# wrong: the first that fits is taken, and never taken back
def edit_distance(a, b):
    i = j = moves = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            i, j = i + 1, j + 1
        elif i + 1 < len(a) and a[i + 1] == b[j]:
            i, moves = i + 1, moves + 1
        elif j + 1 < len(b) and a[i] == b[j + 1]:
            j, moves = j + 1, moves + 1
        else:
            i, j, moves = i + 1, j + 1, moves + 1
    return moves + len(a) - i + len(b) - j

# wrong: two neighbours that have changed places count as one
def edit_distance(a, b):
    D = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            D[i][j] = min(D[i - 1][j] + 1, D[i][j - 1] + 1, D[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                D[i][j] = min(D[i][j], D[i - 2][j - 2] + 1)
    return D[-1][-1]

# wrong: compared by identity, which small numbers and letters share
def edit_distance(a, b):
    a, b = [str(x) + "" for x in a], [str(y) + "" for y in b]
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x is not y)))
    return row[-1]

# wrong: the row is written over before it is looked at
def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row[0] = i
        for j, y in enumerate(b, 1):
            row[j] = min(row[j] + 1, row[j - 1] + 1, row[j - 1] + (x != y))
    return row[-1]
