/** Numbers in tables. */
import { format, rounded } from "../words.js";

/**
 * About four significant digits, costs with one more.
 * @param {number} value
 */
export function inFigures(value) {
  const size = Math.abs(value);
  if (size && (size >= 1e7 || size < 1e-3)) return format(value);
  return rounded(value, size >= 1e5 ? 0 : size >= 1e3 ? 1 : size >= 10 ? 2 : 3);
}
