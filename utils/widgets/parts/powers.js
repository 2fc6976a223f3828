// Small and large numbers: with a power of ten, as numbers.py's `written` has them.

const powerOfTen = (power) => `10${String(power).replace(/./g, (sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"["0123456789-".indexOf(sign)])}`;
const written = (number) => {
  const value = +number.toPrecision(6), size = Math.abs(value);
  if (!value || (size >= 1e-3 && size < 1e6))
    return String(value).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")).replace("-", "−");
  const [digits, power] = value.toExponential().replace(/^-/, "−").split("e");
  return `${digits === "1" ? "" : `${digits} × `}${powerOfTen(+power)}`;
};
