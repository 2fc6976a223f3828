// Small and large numbers, with a power of ten, as numbers.py's functions of these names write them.

const powerOfTen = (power) => `10${String(power).replace(/./g, (sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"["0123456789-".indexOf(sign)])}`;
const written = (number, digits = 6) => {
  const value = +number.toPrecision(digits), size = Math.abs(value);
  if (!value || (size >= 1e-3 && size < 1e6))
    return String(value).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")).replace("-", "−");
  const [factor, power] = value.toExponential().replace(/^-/, "−").split("e");
  return `${factor === "1" ? "" : `${factor} × `}${powerOfTen(+power)}`;
};
const part = (share) =>
  share < 1e-6 ? "less than a millionth" : share < 1e-3 ? written(share, 2) : significant(share);
