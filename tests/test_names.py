import pytest

from utils.names import names


@pytest.mark.parametrize(
    ("source", "needs", "binds"),
    [
        ("x = x + 1", {"x"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("x = 1\ny = x", set(), {"x", "y"}),
        ("import a.b as c, d", set(), {"c", "d"}),
        ("for i in y:\n    z = i", {"y"}, {"i", "z"}),
        ("with a as b:\n    b", {"a"}, {"b"}),
        ("a = [q for q in r]", {"r"}, {"a"}),
        ("a = {q for q in r}, {k: v + s for k, v in r}", {"r", "s"}, {"a"}),
        ("a = [[q for q in p] for p in r], (last := r)", {"r"}, {"a", "last"}),
        ("def f(x, y=a):\n    z = x\n    return g(z, lambda t: t + h)", {"a", "g", "h"}, {"f"}),
        ("def f():\n    return f()", set(), {"f"}),
        ("class A(B):\n    z = 1\n    def f(self) -> T:\n        return self.z + w", {"B", "T", "w"}, {"A"}),
        ("@d\ndef f():\n    pass", {"d"}, {"f"}),
        ("a.b = c[d]", {"a", "c", "d"}, set()),
    ],
)
def test_what_a_source_needs_and_binds(source, needs, binds):
    assert names(source) == (needs, binds)
