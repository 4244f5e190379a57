// Marks the word and the sentence being read on the page itself, through the
// CSS Custom Highlight API: the page's own elements are never touched.

const WORD = "lyssna-word";
const SENTENCE = "lyssna-sentence";

// Each text passes 4.5:1 on its ground. Forced colours give all marks one ground: the line tells the word.
const SHEET = `
::highlight(${SENTENCE}) { background-color: light-dark(#fff3c4, #3d3413); color: light-dark(#1a1a1a, #f5f5f5); }
::highlight(${WORD}) { background-color: #ffd23f; color: #000; text-decoration: underline 3px; }
@media (prefers-contrast: more) {
  ::highlight(${SENTENCE}) { background-color: #fff; color: #000; text-decoration: underline; }
  ::highlight(${WORD}) { background-color: #000; color: #fff; }
}
@media (forced-colors: active) {
  ::highlight(${WORD}) { background-color: Highlight; color: HighlightText; }
}`;

/** What the service passes over inside a text. */
const PASSED = "script, style, noscript, nav, [hidden], [aria-hidden=true], [class*=rs_skip], .noprint, .reference";

/** White space, which the service changes, and marks that are not seen, which it drops. */
const UNHEARD = /[\s\u00ad\u200b-\u200f\u2060]/;

/** Most letters that are passed over at once. */
const MOST_PASSED = 500;

/** Milliseconds until a text that was not found is looked for again. */
const SEARCH_AGAIN = 1000;

/** Finds an article's blocks in the page and marks their words. */
export class Marker {
  #blocks;
  #texts = new Map();
  #missed = new Map();
  #follow = true;

  /** @param {{path: string, text: string}[]} blocks the article's, in order */
  constructor(blocks) {
    this.#blocks = blocks;
    if (Marker.supported) installSheet();
  }

  /** Whether this browser can mark text without changing the page. */
  static get supported() {
    return "highlights" in CSS && typeof Highlight === "function";
  }

  /** Whether to scroll with the voice. */
  set follow(on) {
    this.#follow = on;
  }

  /**
   * Marks a word and its sentence, as UTF-16 offsets in a block's text.
   *
   * @returns {boolean} false when the text is not to be seen on this page
   */
  mark(block, word, sentence) {
    if (!Marker.supported) return false;
    const text = this.#text(block);
    const spoken = text?.range(word.from, word.to);
    if (!spoken?.getClientRects().length) {
      this.clear();
      return false;
    }
    // The later of two lies above the other.
    CSS.highlights.set(SENTENCE, new Highlight(text.range(sentence.from, sentence.to)));
    CSS.highlights.set(WORD, new Highlight(spoken));
    if (this.#follow) bringIntoView(spoken);
    return true;
  }

  /**
   * Finds the first place of the article at or after a point of the page.
   *
   * @returns {{block: number, offset: number} | undefined} UTF-16 offset in the block's text
   */
  placeOf(node, offset) {
    const point = document.createRange();
    point.setStart(node, offset);
    for (let block = 0; block < this.#blocks.length; block++) {
      const at = this.#text(block)?.offsetOf(point);
      if (at !== undefined) return { block, offset: at };
    }
    return undefined;
  }

  /** Whether a text node of the page holds words of the article. */
  holds(node) {
    return this.#blocks.some((_, block) => this.#text(block)?.holds(node));
  }

  /** Takes every mark away. */
  clear() {
    if (!Marker.supported) return;
    CSS.highlights.delete(WORD);
    CSS.highlights.delete(SENTENCE);
  }

  #text(index) {
    const known = this.#texts.get(index);
    if (known?.isFresh) return known;
    if (performance.now() - this.#missed.get(index) < SEARCH_AGAIN) return undefined;
    const text = locate(this.#blocks[index], this.#before(index));
    if (text) this.#texts.set(index, text);
    else this.#missed.set(index, performance.now());
    return text;
  }

  /** The text before a block's, if it is in the same element or found already. */
  #before(index) {
    const isSame = this.#blocks[index - 1]?.path === this.#blocks[index].path;
    return isSame ? this.#text(index - 1) : this.#texts.get(index - 1);
  }
}

let sheet;
function installSheet() {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function bringIntoView(range) {
  const box = range.getBoundingClientRect();
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const scroll = (target, top, height) => {
    const margin = height * 0.15;
    const isSeen = box.top >= top + margin && box.bottom <= top + height - margin;
    if (!isSeen) target.scrollBy({ top: box.top - top - height * 0.35, behavior });
    return isSeen;
  };
  const inner = scroller(range.startContainer.parentElement);
  if (inner && !scroll(inner, inner.getBoundingClientRect().top, inner.clientHeight)) return;
  scroll(window, 0, innerHeight - (document.querySelector("lyssna-dock")?.offsetHeight ?? 0));
}

/** The nearest part of the page that scrolls by itself. */
function scroller(element) {
  if (!element || element === document.body) return undefined;
  const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight;
  return scrolls ? element : scroller(element.parentElement);
}

/** A block's text as it stands in the page: each UTF-16 unit's node and offset. */
class PageText {
  #nodes;
  #offsets;
  #versions;

  constructor(nodes, offsets) {
    this.#nodes = nodes;
    this.#offsets = offsets;
    this.#versions = new Map(nodes.map((node) => [node, node.data]));
  }

  /** Whether the page still holds the text as it was found. */
  get isFresh() {
    return [...this.#versions].every(([node, data]) => node.isConnected && node.data === data);
  }

  holds(node) {
    return this.#versions.has(node);
  }

  endsAt(node, offset) {
    return node === this.#nodes.at(-1) && offset === this.#offsets.at(-1);
  }

  /** The offset of the first unit at or after a point, if there is one. */
  offsetOf(point) {
    const last = this.#nodes.length - 1;
    if (this.#compare(point, last) > 0) return undefined;
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(point, middle) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Below 0 when the point stands before a unit, above when after it. */
  #compare(point, unit) {
    return -point.comparePoint(this.#nodes[unit], this.#offsets[unit]);
  }

  range(from, to) {
    if (from >= to || to > this.#nodes.length) return null;
    const range = document.createRange();
    range.setStart(this.#nodes[from], this.#offsets[from]);
    range.setEnd(this.#nodes[to - 1], this.#offsets[to - 1] + 1);
    return range;
  }
}

/** Finds a block by its path, else anywhere on the page, rather after the text before it. */
function locate(block, before) {
  for (const root of [find(block.path), find("main, article, [role=main]"), document.body]) {
    const text = root && align(block, letters(root), before);
    if (text) return text;
  }
  return undefined;
}

function find(path) {
  try {
    return path ? document.querySelector(path) : null;
  } catch {
    return null; // a path that this page's parser cannot read
  }
}

/** The element's text without what is passed over and without white space. */
function letters(element) {
  const nodes = [];
  const offsets = [];
  let text = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const passed = node.parentElement?.closest(PASSED);
    if (passed && passed !== element && element.contains(passed)) continue;
    for (let i = 0; i < node.length; i++) {
      if (UNHEARD.test(node.data[i])) continue;
      text += node.data[i];
      nodes.push(node);
      offsets.push(i);
    }
  }
  return { text, nodes, offsets };
}

/**
 * Lays a block's text onto the page's letters. White space and words that the service
 * added, such as a header before its cell, get the place of the letter after them;
 * marks that it added to a word get the place of the word's last letter.
 */
function align(block, page, before) {
  const added = (block.spans ?? []).filter(({ kind }) => kind === "added" || kind === "announcement");
  const isAdded = (i) => added.some(({ start, end }) => start <= i && i < end);
  const isSpace = (i) => /\s/.test(block.text[i]);
  const units = [...Array(block.text.length).keys()];
  const text = units.map((i) => (isAdded(i) ? " " : block.text[i])).join("");
  const after = page.nodes.findIndex((node, i) => before?.endsAt(node, page.offsets[i])) + 1;
  const places = findLetters(text, page.text, after) ?? findLetters(text, page.text, 0);
  if (!places) return null;
  const onPage = units.filter((i) => text[i].trim());
  const laid = new Array(units.length);
  let next = places.length - 1;
  for (let i = units.length - 1; i >= 0; i--) {
    while (next > 0 && onPage[next - 1] >= i) next--;
    laid[i] = places[next];
  }
  for (const i of units.slice(1)) {
    if (isAdded(i) && !isSpace(i - 1)) laid[i] = laid[i - 1];
  }
  return new PageText(
    laid.map((place) => page.nodes[place]),
    laid.map((place) => page.offsets[place]),
  );
}

/** Finds a text in the page's letters: in one piece, else word by word, passing over what is between. */
function findLetters(wanted, page, from) {
  const words = wanted.match(/[\p{L}\p{N}]+|\S/gu);
  if (!words) return null;
  const letters = words.join("");
  const places = [];
  let at = Math.max(from, page.indexOf(letters, from));
  for (const word of words) {
    const rest = letters.slice(places.length);
    // What is passed over may begin like the word: what follows tells them apart.
    if (!page.startsWith(rest.slice(0, word.length + 1), at)) {
      const found = [24, 8, word.length]
        .map((length) => page.indexOf(rest.slice(0, length), at))
        .find((place) => place >= 0 && (place - at <= MOST_PASSED || !places.length));
      if (found === undefined) return null;
      at = found;
    }
    for (const end = at + word.length; at < end; at++) places.push(at);
  }
  return places;
}
