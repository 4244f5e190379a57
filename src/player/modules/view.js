// What the listener sees and operates: the player's shadow tree.

import { face, fill, icon, write } from "./style.js";

const SHEET = `
:host { display: block; margin: 1em 0; }
.place, .volume, .end { display: flex; align-items: center; gap: .5em; }
.place { flex: 1 1 12em; }
.position { width: 5em; }
input[type=range] { flex: 1; font: inherit; min-width: 5em; min-height: 1.5em; accent-color: var(--accent); }
:is(.say, .note, .line, .error) { margin: .5em .25em 0; }
:is(.say, .error):empty { margin: 0; }
:is(.note, .line):empty { display: none; }
.error { border-inline-start: 4px solid light-dark(#b3261e, #f2b8b5); padding-inline-start: .5em; }
.error button, .error a { margin: .25em .25em 0 0; }
.share { display: flex; flex-wrap: wrap; gap: .5em; flex: 1 1 100%; min-width: 0; }
.share input { flex: 1 1 8em; min-width: 0; min-height: 2.75em; box-sizing: border-box; font: inherit; padding: .25em .5em; }
.text { margin-top: .5em; padding: .5em .75em; border: 1px solid var(--edge); border-radius: .75em;
  background: Canvas; color: CanvasText; max-block-size: 24em; overflow: auto; }
.text > div { display: flex; gap: .75em; align-items: flex-start; margin-block: .5em; }
.text p { margin: .5em 0; flex: 1; max-inline-size: 42em; }
.text .heading p { font-weight: 700; }
.text [aria-current] p { background: light-dark(#fff3c4, #3d3413); color: light-dark(#1a1a1a, #f5f5f5); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .text [aria-current] p { border-inline-start: 4px solid Highlight; padding-inline-start: .5em; } }`;

const tree = (words) => `
<div role="group" aria-label="${words.player}" lang="${words.lang}" dir="ltr">
  <div class="bar">
    <button class="play" type="button"></button>
    <button class="back" type="button" aria-label="${words.back}" title="${words.back} (${words.leftKey})">${icon("back")}</button>
    <button class="forward" type="button" aria-label="${words.forward}" title="${words.forward} (${words.rightKey})">${icon("forward")}</button>
    <span class="place">
      <input class="position" type="range" min="0" max="0" step="0.1" value="0" aria-label="${words.place}">
      <span class="time" aria-hidden="true">${words.clock(0)}</span>
    </span>
    <span class="end">
      <label><span class="hidden">${words.speed}</span><select title="${words.speed}"></select></label>
      <button class="open" type="button" aria-expanded="false" aria-controls="more">${words.more}</button>
    </span>
  </div>
  <div class="more" id="more" role="group" aria-label="${words.choices}" hidden>
    <button class="paragraph-back" type="button">${words.paragraphBack}</button>
    <button class="paragraph-forward" type="button">${words.paragraphForward}</button>
    <button class="skip-back" type="button">${words.skipBack}</button>
    <button class="skip-forward" type="button">${words.skipForward}</button>
    <button class="stop" type="button">${words.stop}</button>
    <button class="selection" type="button">${words.selection}</button>
    <button class="point" type="button" aria-pressed="false">${words.from}</button>
    <button class="report" type="button">${words.report}</button>
    <button class="show" type="button" aria-expanded="false" aria-controls="text">${words.show}</button>
    <button class="link" type="button" aria-expanded="false" aria-controls="share">${words.share}</button>
    <a class="download" download>${icon("download")} ${words.download}</a>
    <label class="volume">${words.volume} <input class="level" type="range" min="0" max="100" step="5"></label>
    <div class="share" id="share" hidden>
      <label class="hidden" for="address">${words.address}</label>
      <input id="address" readonly>
      <button class="copy" type="button">${words.copy}</button>
    </div>
  </div>
  <p class="say" role="status"></p>
  <p class="note"></p>
  <p class="error" role="alert"></p>
  <p class="line" aria-hidden="true"></p>
  <div class="text" id="text" role="region" aria-label="${words.text}" tabindex="0" hidden></div>
</div>`;

/** Seconds that an arrow key moves the position. */
const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5 };

export class View {
  #root;
  #now = 0;
  #reach = 0;
  #moved = 0; // when the position last did

  /** What is said and shown, in the listener's language. */
  words;

  /** Builds the controls in a shadow root, with these words and speeds to choose from. */
  constructor(root, words, speeds) {
    this.#root = root;
    this.words = words;
    fill(root, SHEET, tree(words));
    this.playing(false);
    for (const speed of speeds) this.find("select").add(new Option(`${words.decimal(speed)} ×`, speed));
    const position = this.find(".position");
    position.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      position.value = this.#now + step;
      position.dispatchEvent(new Event("input"));
    });
    position.addEventListener("input", () => {
      position.value = Math.min(position.value, this.#reach);
      this.#moved = 0;
    });
  }

  /** The one element that a selector names. */
  find(selector) {
    return this.#root.querySelector(selector);
  }

  /** Calls a handler on each press, by selector. */
  onPress(handlers) {
    for (const [selector, handler] of Object.entries(handlers)) {
      this.find(selector).addEventListener("click", handler);
    }
  }

  playing(isPlaying) {
    face(this.find(".play"), this.words, isPlaying);
  }

  /** Where the voice is, how far can be sought and how long all is, in seconds. */
  time(now, reach, length) {
    const { clock, of, spoken } = this.words;
    const position = this.find(".position");
    this.#now = now;
    this.#reach = reach;
    // A screen reader says each move of what has the focus.
    if (!position.matches(":focus") || Date.now() - this.#moved >= 1000) {
      this.#moved = Date.now();
      position.max = length;
      position.value = now;
      position.setAttribute("aria-valuetext", of(spoken(now), spoken(length)));
    }
    this.find(".time").textContent = `${clock(now)} / ${clock(length)}`;
  }

  /** Opens or closes what a button controls; returns whether it is open now. */
  toggle(selector) {
    const button = this.find(selector);
    const panel = this.find(`#${button.getAttribute("aria-controls")}`);
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    return !panel.hidden;
  }

  /** A calm message, read by screen readers when they are free. */
  say(text) {
    this.find(".say").textContent = text;
    if (text) this.find(".error").replaceChildren();
  }

  /** A message for the eye alone, while the voice speaks. */
  note(text) {
    const note = this.find(".note");
    if (note.textContent !== text) note.textContent = text;
  }

  /** A failure, said at once, with ways on: elements to press. Returns what is said. */
  fail(problem, ways) {
    this.say("");
    this.note("");
    const text = said(problem, this.words);
    this.find(".error").replaceChildren(text, " ", ...ways);
    return text.textContent;
  }

  /** The sentence being read, as it stands in its block's text, with its word marked. */
  line(text, { from, to }, word) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(word.from, word.to);
    this.find(".line").replaceChildren(text.slice(from, word.from), mark, text.slice(word.to, to));
  }

  /** Shows the article's blocks, each with a button that reads from there. */
  text(blocks, read) {
    const rows = blocks.map(({ kind, text }, block) => {
      const row = document.createElement("div");
      row.className = kind;
      const button = document.createElement("button");
      button.type = "button";
      write(button, icon("play"));
      button.setAttribute("aria-label", `${this.words.from}: ${text.slice(0, 40)}`);
      button.addEventListener("click", () => read(block));
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      row.append(button, paragraph);
      return row;
    });
    this.find(".text").replaceChildren(...rows);
  }

  /** Shows which block is being read. */
  current(block) {
    const before = this.find(".text > [aria-current]");
    const now = this.find(".text").children[block];
    if (before === now) return;
    before?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
  }
}

/** What is said of a failure. */
export function said({ message, failure }, words) {
  const text = document.createElement("span");
  // The service explains itself in Swedish.
  if (message) text.lang = "sv";
  text.textContent = message || words.failures[failure];
  return text;
}

/** A button for the ways on after a failure. */
export function way(text, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", press);
  return button;
}

/** A link for the ways on after a failure. */
export function link(text, address) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.target = "_top";
  anchor.textContent = text;
  return anchor;
}
