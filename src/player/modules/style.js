// What the player and its small sibling share: sheet, icons and the play button.

export const SHEET = `
:host { font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; --edge: light-dark(#5b6470, #9ca3af); }
:host([hidden]), [hidden] { display: none !important; }
.bar, .more { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: .5rem;
  border: 1px solid var(--edge); border-radius: .75rem; background: Canvas; color: CanvasText; }
.more { margin-top: .5rem; }
button, select, a { min-width: 2.75rem; min-height: 2.75rem; box-sizing: border-box; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--edge); border-radius: .5rem; padding: .25rem .75rem; }
button { cursor: pointer; }
button:hover, a:hover { background: light-dark(#e8f0f8, #26323d); }
a { display: inline-flex; align-items: center; justify-content: center; gap: .35rem; text-decoration: none; }
button.play { background: #0b4f8a; border-color: #0b4f8a; color: #fff; font-weight: 600; }
button[aria-pressed=true], button[aria-expanded=true] { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
svg { width: 1.25rem; height: 1.25rem; fill: currentColor; vertical-align: -.25rem; flex: none; }
:is(button, select, a, input):focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; box-shadow: 0 0 0 2px #000; }
.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
mark { background: #ffd23f; color: #000; text-decoration: underline; }
@media (forced-colors: active) { button.play { border: 2px solid ButtonText; }
  button[aria-pressed=true], button[aria-expanded=true] { border: 3px solid Highlight; }
  mark { forced-color-adjust: none; background: Highlight; color: HighlightText; } }`;

const ICONS = {
  play: "M6 4l14 8-14 8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  back: "M5 4h3v16H5zM20 4v16L9 12z",
  forward: "M16 4h3v16h-3zM4 4v16l11-8z",
  download: "M11 3h2v9h4l-5 6-5-6h4zM4 19h16v2H4z",
  close: "M5 7l2-2 5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5z",
};

/** An icon, hidden from screen readers. */
export function icon(name) {
  return `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${ICONS[name]}"/></svg>`;
}

/** Fills a shadow root with the shared sheet, one of its own, and a tree. */
export function fill(root, sheet, tree) {
  const own = new CSSStyleSheet();
  own.replaceSync(SHEET + sheet);
  root.adoptedStyleSheets = [own];
  root.innerHTML = tree;
}

/** The face of a play button: it says what a press will do. */
export function face(button, words, isPlaying) {
  button.innerHTML = `${icon(isPlaying ? "pause" : "play")} <span>${isPlaying ? words.pause : words.play}</span>`;
}
