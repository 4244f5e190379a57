// What the two players share: sheet, icons and the play button.

export const SHEET = `
:host { font: max(1rem, 16px)/1.5 system-ui, sans-serif; --edge: light-dark(#5b6470, #9ca3af); --accent: light-dark(#0b4f8a, #8cc4ff); }
:host([hidden]), [hidden] { display: none !important; }
.bar, .more { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; padding: .5em;
  border: 1px solid var(--edge); border-radius: .75em; background: Canvas; color: CanvasText; }
.more { margin-top: .5em; }
button, select, a { min-width: 2.75em; min-height: 2.75em; box-sizing: border-box; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--edge); border-radius: .5em; padding: .25em .75em; }
button { cursor: pointer; }
button:hover, a:hover { background: light-dark(#e8f0f8, #26323d); color: light-dark(#000, #fff); }
a { display: inline-flex; align-items: center; justify-content: center; gap: .35em; text-decoration: none; }
button.play { background: var(--accent); border-color: var(--accent); color: light-dark(#fff, #000); font-weight: 600; }
button[aria-pressed=true], button[aria-expanded=true] { border-color: currentColor; box-shadow: inset 0 0 0 1px currentColor; }
svg { width: 1.25em; height: 1.25em; fill: currentColor; vertical-align: -.25em; flex: none; }
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
  write(root, tree);
}

const policy = globalThis.trustedTypes?.createPolicy("lyssna", { createHTML: (markup) => markup });

/** Sets a node's markup, also where a page asks for Trusted Types. */
export function write(node, markup) {
  node.innerHTML = policy ? policy.createHTML(markup) : markup;
}

/** The face of a play button: it says what a press will do. */
export function face(button, words, isPlaying) {
  write(button, `${icon(isPlaying ? "pause" : "play")} <span>${isPlaying ? words.pause : words.play}</span>`);
}
