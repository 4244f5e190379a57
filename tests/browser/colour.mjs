// Contrast as WCAG 2.2 defines it.

/** The relative luminance of a computed colour such as "rgb(11, 79, 138)", 0 to 1. */
export function luminance(colour) {
  const channels = colour.match(/[\d.]+/g).slice(0, 3).map((channel) => channel / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two computed colours, 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
