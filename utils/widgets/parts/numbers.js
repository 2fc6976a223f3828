// Numbers: round ones for an axis, rounded ones for a reader, and shares of one.

// About `count` round numbers from low to high.
function roundNumbers(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
  const numbers = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    numbers.push(+(i * step).toPrecision(12));
  return numbers;
}

// As numbers.py's functions of these names write them.
const fixed = (value, digits = 2) => value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");
const significant = (value, digits = 2) =>
  fixed(value, value ? Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))) : 0);
const listed = (words) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
const percent = (share) => `${fixed(100 * share, 0)} %`;
const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");

// Positive, together one: of scores that may be -Infinity, but not all of them.
function softmax(scores) {
  const most = Math.max(...scores), parts = scores.map((score) => Math.exp(score - most));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / whole);
}

// The weighted average of rows of numbers.
const blend = (rows, weights) =>
  rows[0].map((_, axis) => rows.reduce((sum, row, index) => sum + weights[index] * row[axis], 0));
