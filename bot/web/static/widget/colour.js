/** The municipality's own colour, with a text colour on it that can be read. */

/**
 * @param {string|null} hex "#14503c"
 * @returns {{colour: string, on: string}|null} null where it is no colour
 */
export function themed(hex) {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex ?? "");
  if (!match) return null;
  const [red, green, blue] = match.slice(1).map((part) => linear(parseInt(part, 16) / 255));
  // WCAG 2.1 relative luminance; at 0.179 black and white have the same contrast, 4.58.
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { colour: `#${match.slice(1).join("")}`, on: luminance > 0.179 ? "#000" : "#fff" };
}

function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
