// What the listener sees and operates: the player's shadow tree.

import { clock, decimal, face, fill, icon } from "./style.js";

const SHEET = `
:host { display: block; margin: 1rem 0; }
.place, .volume { display: flex; align-items: center; gap: .5rem; }
.place { flex: 1 1 12rem; }
input[type=range] { flex: 1; min-width: 5rem; min-height: 1.5rem; accent-color: #0b4f8a; }
.say, .note, .line, .error { margin: .5rem .25rem 0; }
:is(.say, .note, .line, .error):empty { display: none; }
.error { border-inline-start: 4px solid #b3261e; padding-inline-start: .5rem; }
.error button, .error a { margin: .25rem .25rem 0 0; }
.share { display: flex; gap: .5rem; flex: 1 1 100%; align-items: center; }
.share input { flex: 1; min-width: 8rem; min-height: 2.75rem; box-sizing: border-box; font: inherit; padding: .25rem .5rem; }
.text { margin-top: .5rem; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: .75rem;
  background: Canvas; color: CanvasText; max-block-size: 24rem; overflow: auto; }
.text > div { display: flex; gap: .75rem; align-items: flex-start; margin-block: .5rem; }
.text p { margin: .5rem 0; flex: 1; max-inline-size: 42rem; }
.text .heading p { font-weight: 700; }
.text [aria-current] p { background: #fff3c4; color: #1a1a1a; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) { .text [aria-current] p { background: #3d3413; color: #f5f5f5; } }
@media (forced-colors: active) { .text [aria-current] p { border-inline-start: 4px solid Highlight; padding-inline-start: .5rem; } }`;

const TREE = `
<div role="group" aria-label="Lyssna på artikeln" lang="sv" dir="ltr">
  <div class="bar">
    <button class="play" type="button"></button>
    <button class="back" type="button" aria-label="Föregående mening" title="Föregående mening (vänsterpil)">${icon("back")}</button>
    <button class="forward" type="button" aria-label="Nästa mening" title="Nästa mening (högerpil)">${icon("forward")}</button>
    <span class="place">
      <input class="position" type="range" min="0" max="0" step="0.1" value="0" aria-label="Plats i uppläsningen">
      <span class="time" aria-hidden="true">0.00</span>
    </span>
    <label><span class="hidden">Hastighet</span><select></select></label>
    <button class="open" type="button" aria-expanded="false" aria-controls="more">Mer</button>
  </div>
  <div class="more" id="more" role="group" aria-label="Fler val" hidden>
    <button class="paragraph-back" type="button">Förra stycket</button>
    <button class="paragraph-forward" type="button">Nästa stycke</button>
    <button class="skip-back" type="button">15 s bakåt</button>
    <button class="skip-forward" type="button">15 s framåt</button>
    <button class="stop" type="button">Stoppa</button>
    <button class="selection" type="button">Läs markerad text</button>
    <button class="point" type="button" aria-pressed="false">Läs härifrån</button>
    <button class="show" type="button" aria-expanded="false" aria-controls="text">Visa texten</button>
    <button class="link" type="button" aria-expanded="false" aria-controls="share">Dela</button>
    <a class="download" download>${icon("download")} Ladda ner MP3</a>
    <label class="volume">Volym <input class="level" type="range" min="0" max="1" step="0.05"></label>
    <div class="share" id="share" hidden>
      <label class="hidden" for="address">Länk till det här stället</label>
      <input id="address" readonly>
      <button class="copy" type="button">Kopiera</button>
    </div>
  </div>
  <p class="say" role="status"></p>
  <p class="note"></p>
  <p class="error" role="alert"></p>
  <p class="line" aria-hidden="true"></p>
  <div class="text" id="text" role="region" aria-label="Artikelns text" tabindex="0" hidden></div>
</div>`;

export class View {
  #root;

  /**
   * Builds the controls in `root`.
   *
   * @param {ShadowRoot} root
   * @param {number[]} speeds to choose from
   */
  constructor(root, speeds) {
    this.#root = root;
    fill(root, SHEET, TREE);
    face(this.find(".play"), false);
    for (const speed of speeds) this.find("select").add(new Option(`${decimal(speed)} ×`, speed));
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
    face(this.find(".play"), isPlaying);
  }

  /** Where the voice is, how far can be sought and how long all is, in seconds. */
  time(now, reach, length) {
    const position = this.find(".position");
    position.max = reach;
    position.value = now;
    position.setAttribute("aria-valuetext", `${clock(now)} av ${clock(length)}`);
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
    this.find(".note").textContent = text;
  }

  /** A failure, said at once, with ways on: elements to press. */
  fail(text, ways) {
    this.say("");
    this.note("");
    this.find(".error").replaceChildren(`${text} `, ...ways);
  }

  /** The sentence being read, with its word marked. */
  line({ words }, current) {
    const parts = words.flatMap((word, index) => {
      const text = index ? [" "] : [];
      if (word !== current) return [...text, word.text];
      const mark = document.createElement("mark");
      mark.textContent = word.text;
      return [...text, mark];
    });
    this.find(".line").replaceChildren(...parts);
  }

  /**
   * Shows the article's text, each block with a button that reads from there.
   *
   * @param {{kind: string, text: string}[]} blocks
   * @param {(block: number) => void} read
   */
  text(blocks, read) {
    const rows = blocks.map(({ kind, text }, block) => {
      const row = document.createElement("div");
      row.className = kind;
      const button = document.createElement("button");
      button.type = "button";
      button.innerHTML = icon("play");
      button.setAttribute("aria-label", `Läs härifrån: ${text.slice(0, 40)}`);
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
