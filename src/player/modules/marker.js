// Marks the word and the sentence being read on the page itself, through the
// CSS Custom Highlight API: the page's own elements are never touched.

const WORD = "lyssna-word";
const SENTENCE = "lyssna-sentence";

// The colours pass 4.5:1 against their own text in light and dark; with forced
// colours the system's own selection colours are used.
const SHEET = `
::highlight(${SENTENCE}) { background-color: #fff3c4; color: #1a1a1a; }
::highlight(${WORD}) { background-color: #ffd23f; color: #000; text-decoration: underline; }
@media (prefers-color-scheme: dark) {
  ::highlight(${SENTENCE}) { background-color: #3d3413; color: #f5f5f5; }
}
@media (prefers-contrast: more) {
  ::highlight(${SENTENCE}) { background-color: #fff; color: #000; text-decoration: underline; }
  ::highlight(${WORD}) { background-color: #000; color: #fff; }
}
@media (forced-colors: active) {
  ::highlight(${WORD}) { background-color: Highlight; color: HighlightText; }
}`;

/** Milliseconds after which a text that was not on the page is looked for again. */
const SEARCH_AGAIN = 1000;

/** Finds the article's blocks in the page and marks ranges of their text. */
export class Marker {
  #blocks;
  #texts = new Map();
  #missed = { block: -1, at: 0 };
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

  /** Follow the voice by scrolling, until the reader scrolls. */
  set follow(on) {
    this.#follow = on;
  }

  /**
   * Marks a word and its sentence, given as UTF-16 offsets in a block's text.
   *
   * @returns {boolean} false when the text is not on this page
   */
  mark(block, word, sentence) {
    if (!Marker.supported) return false;
    const text = this.#text(block);
    const spoken = text?.range(word.from, word.to);
    if (!spoken) return false;
    CSS.highlights.set(WORD, prioritised(spoken, 1));
    const around = text.range(sentence.from, sentence.to);
    // Forced colours give every mark the same background: the word has it alone.
    if (around && !matchMedia("(forced-colors: active)").matches) {
      CSS.highlights.set(SENTENCE, prioritised(around, 0));
    }
    if (this.#follow) bringIntoView(spoken);
    return true;
  }

  /**
   * Finds the first place of the article at or after a point of the page.
   *
   * @param {Node} node a text node, or an element and the number of a child
   * @param {number} offset
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
    // A search of the whole page for a text that is not there is not made for every word.
    if (this.#missed.block === index && performance.now() - this.#missed.at < SEARCH_AGAIN) return undefined;
    const text = locate(this.#blocks[index]);
    if (text) this.#texts.set(index, text);
    else this.#missed = { block: index, at: performance.now() };
    return text;
  }
}

function prioritised(range, priority) {
  const highlight = new Highlight(range);
  highlight.priority = priority;
  return highlight;
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
  const margin = innerHeight * 0.15;
  if (box.top >= margin && box.bottom <= innerHeight - margin) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({
    top: scrollY + box.top - innerHeight * 0.35,
    behavior: calm ? "auto" : "smooth",
  });
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

/** Finds a block by its path, else anywhere on the page. */
function locate(block) {
  return [find(block.path), document.body]
    .filter(Boolean)
    .map((element) => align(block, letters(element)))
    .find(Boolean);
}

function find(path) {
  try {
    return path ? document.querySelector(path) : null;
  } catch {
    return null; // a path that this page's parser cannot read
  }
}

/** The element's text without white space, which the service may have changed. */
function letters(element) {
  const nodes = [];
  const offsets = [];
  let text = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest("script, style, template, noscript")) continue;
    for (let i = 0; i < node.length; i++) {
      if (/\s/.test(node.data[i])) continue;
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
function align(block, page) {
  const added = (block.spans ?? []).filter(({ kind }) => kind === "added" || kind === "announcement");
  const isAdded = (i) => added.some(({ start, end }) => start <= i && i < end);
  const isSpace = (i) => /\s/.test(block.text[i]);
  const units = [...Array(block.text.length).keys()];
  const onPage = units.filter((i) => !isAdded(i) && !isSpace(i));
  const places = findLetters(onPage.map((i) => block.text[i]).join(""), page.text);
  if (!places) return null;
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

/**
 * Finds letters in the page's: as one piece where they stand so, else letter by letter,
 * passing over what the service left out.
 */
function findLetters(wanted, text) {
  if (wanted === "") return null;
  const start = text.indexOf(wanted);
  if (start >= 0) return Array.from({ length: wanted.length }, (_, i) => start + i);
  // What is skipped inside a block (a footnote mark, a hidden span) is short.
  if (text.length > 2 * wanted.length + 200) return null;
  const places = [];
  let at = 0;
  for (const unit of wanted.split("")) {
    const found = text.indexOf(unit, at);
    if (found < 0) return null;
    places.push(found);
    at = found + 1;
  }
  return places;
}
