// The small player at the window's lower edge, while the large one is out of sight.

import { face, fill, icon } from "./style.js";
import { said } from "./view.js";
import { wordsFor } from "./words.js";

/** The dock's height, also left free at the end of the page. */
const HEIGHT = "max(4.25rem, 68px)";

const SHEET = `
:host { position: fixed; inset: auto 0 0; z-index: 2147483000; }
.bar { flex-wrap: nowrap; min-block-size: ${HEIGHT}; box-sizing: border-box; border-radius: 0; border-width: 1px 0 0; }
.title { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.error:not(:empty) ~ span { display: none; }
@media (max-width: 30rem) { .step { display: none; } .title { visibility: hidden; } }`;

const tree = (words) => `
<div class="bar" role="region" aria-label="${words.small}" lang="${words.lang}" dir="ltr">
  <button class="play" type="button"></button>
  <button class="back step" type="button" aria-label="${words.back}">${icon("back")}</button>
  <button class="forward step" type="button" aria-label="${words.forward}">${icon("forward")}</button>
  <span class="error" role="alert"></span>
  <span class="title"></span>
  <span class="time" aria-hidden="true"></span>
  <button class="close" type="button" aria-label="${words.close}">${icon("close")}</button>
</div>`;

// Room at the page's end, and for what the keyboard moves to: nothing is covered.
const ROOM = `
:root { scroll-padding-block-end: ${HEIGHT}; }
body::after { content: ""; display: block; block-size: ${HEIGHT}; }`;

class LyssnaDock extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #room = new CSSStyleSheet();
  #listening;

  /** The reading that is steered. @type {import("./reading.js").Reading} */
  reading;
  /** Its player. @type {HTMLElement} */
  player;

  connectedCallback() {
    const { reading } = this;
    const words = wordsFor(this);
    const { clock } = words;
    fill(this.#root, SHEET, tree(words));
    const find = (selector) => this.#root.querySelector(selector);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (type, handler) => {
      reading.addEventListener(type, handler, { signal });
      handler();
    };
    const play = find(".play");
    on("state", () => {
      face(play, words, reading.isPlaying);
      find(".error").replaceChildren();
    });
    const failed = ({ detail }) => {
      find(".error").replaceChildren(said(detail, words));
      play.textContent = words.again;
    };
    reading.addEventListener("problem", failed, { signal });
    on("article", () => (find(".title").textContent = reading.article?.title ?? ""));
    on("time", () => (find(".time").textContent = `${clock(reading.time)} / ${clock(reading.length)}`));
    const press = (selector, handler) => find(selector).addEventListener("click", handler);
    press(".play", () => (reading.isPlaying ? reading.pause() : reading.play().catch(() => {})));
    press(".back", () => reading.stepSentence(-1));
    press(".forward", () => reading.stepSentence(1));
    press(".close", () => {
      reading.stop();
      hide(reading);
      this.player.focus({ preventScroll: true });
    });
    this.#room.replaceSync(ROOM);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#room];
  }

  disconnectedCallback() {
    this.#listening.abort();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#room);
    // An application that replaces its whole page leaves no voice without controls.
    queueMicrotask(() => dock === this && !this.isConnected && this.reading.isPlaying && document.body.append(this));
  }
}

if (!customElements.get("lyssna-dock")) customElements.define("lyssna-dock", LyssnaDock);

let dock;

/** Shows the small player for a reading of a player. */
export function show(reading, player) {
  if (dock?.isConnected && dock.reading === reading) return;
  if (dock) hide(dock.reading);
  dock = Object.assign(document.createElement("lyssna-dock"), { reading, player });
  document.body.append(dock);
}

/** Takes the small player of a reading away. */
export function hide(reading) {
  if (dock?.reading !== reading) return;
  const shown = dock;
  dock = undefined;
  shown.remove();
}
