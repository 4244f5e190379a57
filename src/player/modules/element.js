// <lyssna-player>: reads the page's article aloud and marks the word being read.
//
// Attributes: url (the article; the page itself by default), voice (an id),
// signature (where the site's links must be signed), readid, readclass (the part
// to read), filename (to download), host (the service; where this script came
// from by default), transcript (show the sentence being read in the player
// itself; of another page, nothing of this one is pointed at), dock="off" (no
// small player when this one is out of sight).

import * as dock from "./dock.js";
import { Problem } from "./events.js";
import { onPointed, selected, selectedText } from "./page.js";
import { Reading, spokenSpeed } from "./reading.js";
import { SKIP } from "./session.js";
import * as settings from "./settings.js";
import { View, link, way } from "./view.js";
import { wordsFor } from "./words.js";

const HOME = new URL("../", import.meta.url);

/** A place in a page's address, in seconds of natural speed: #lyssna=65. */
const START = /[#&]lyssna=(\d+)/;

/** Milliseconds after which a wait is said: most are over before. */
const PATIENCE = 1000;

/** Readings that have begun, by what they read; an element that comes later takes its own up. */
const begun = new Map();

class LyssnaPlayer extends HTMLElement {
  #view;
  #reading;
  #listening; // to the reading
  #attached; // to the page
  #pointing;
  #inSight = true;
  #doubted; // the word that the next press will report
  #waiting = {}; // what is shown meanwhile, and the timer that says it

  connectedCallback() {
    if (!this.#view) {
      this.#view = new View(this.attachShadow({ mode: "open" }), wordsFor(this), settings.SPEEDS);
      this.#operate();
    }
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    const rest = () => {
      if (this.#reading?.marker) this.#reading.marker.follow = false;
    };
    addEventListener("wheel", rest, { passive: true, signal });
    addEventListener("touchmove", rest, { passive: true, signal });
    for (const type of ["keydown", "pointerdown"]) addEventListener(type, (event) => scrolls(event) && rest(), { signal });
    for (const change of ["popstate", "hashchange"]) addEventListener(change, () => this.#meet(), { signal });
    globalThis.navigation?.addEventListener("navigatesuccess", () => this.#meet(), { signal });
    const sight = new IntersectionObserver(([entry]) => this.#seen(entry.isIntersecting));
    sight.observe(this);
    signal.addEventListener("abort", () => sight.disconnect());
    this.#meet();
  }

  disconnectedCallback() {
    this.#attached.abort();
    this.#leave();
  }

  static observedAttributes = ["url", "voice", "readid", "readclass"];

  attributeChangedCallback() {
    if (this.#attached && this.isConnected) this.#meet();
  }

  /** Starts or goes on; resolves when sound comes, rejects when none can. */
  async play() {
    if (!this.#reading.isPlaying) this.#meet(); // where no event has told of a new address
    begun.set(this.#reading.key, this.#reading);
    this.#view.note("");
    await this.#reading.play();
  }

  /** Focuses the button that starts and holds the reading. */
  focus(options) {
    this.#view.find(".play").focus(options);
  }

  /** Holds the reading where it is. */
  pause() {
    this.#reading.pause();
  }

  /** The audio's position, in seconds. */
  get currentTime() {
    return this.#reading.time;
  }

  set currentTime(seconds) {
    this.#reading.time = seconds;
  }

  /** The clip's length in seconds, estimated until it is spoken. */
  get duration() {
    return this.#reading.length;
  }

  get #source() {
    const address = this.getAttribute("url") || location.href;
    return address.split("#")[0];
  }

  /** Whether what is read is the page itself. */
  get #isHere() {
    return new URL(this.#source, HOME).href === location.href.split("#")[0];
  }

  get #key() {
    const { signature, ...asked } = this.#asked;
    return JSON.stringify([this.#source, asked]);
  }

  get #asked() {
    const names = ["voice", "readid", "readclass", "filename", "signature"];
    return Object.fromEntries(names.map((name) => [name, this.getAttribute(name)]).filter(([, value]) => value));
  }

  /** Takes up the reading of what the element now stands for. */
  #meet() {
    const known = begun.get(this.#key);
    if (this.#reading && (known === this.#reading || this.#reading.key === this.#key)) return;
    this.#leave();
    const start = (this.#isHere && START.exec(location.hash)?.[1]) || this.getAttribute("start");
    const host = this.getAttribute("host") || HOME;
    const source = { host, url: this.#source, asked: this.#asked, key: this.#key, start: Number(start) };
    this.#reading = known ?? new Reading(source);
    this.#follow();
  }

  /** Lets go of the reading; one that sounds goes on in the small player. */
  #leave() {
    this.#pointing?.abort();
    this.#listening?.abort();
    const reading = this.#reading;
    this.#reading = undefined;
    if (!reading) return;
    if (reading.isPlaying) dock.show(reading, this);
    else if (reading.state !== "paused") begun.delete(reading.key);
  }

  #follow() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (type, handler) => this.#reading.addEventListener(type, ({ detail }) => handler(detail), { signal });
    on("state", () => this.#showState());
    on("article", () => this.#showArticle());
    on("time", () => this.#showTime());
    on("word", (spoken) => this.#showWord(spoken));
    on("problem", (problem) => this.#showProblem(problem));
    const view = this.#view;
    view.find("select").value = String(this.#reading.speed);
    view.find(".level").value = String(100 * this.#reading.volume);
    view.find(".download").href = this.#reading.address("v1/audio", { format: "mp3", download: "1" });
    view.find(".line").replaceChildren();
    view.find(".text").replaceChildren();
    const isElsewhere = this.hasAttribute("transcript") && !this.#isHere;
    for (const button of [".selection", ".point"]) view.find(button).hidden = isElsewhere;
    view.say("");
    const { start, speed, state } = this.#reading;
    view.note(start && state === "idle" ? view.words.starts(view.words.clock(start.seconds / spokenSpeed(speed))) : "");
    this.#showState();
    if (this.#reading.article) this.#showArticle();
    this.#showTime();
    dock.hide(this.#reading);
  }

  #operate() {
    const view = this.#view;
    const skip = (seconds) => () => (this.currentTime += seconds);
    view.onPress({
      ".play": () => this.#toggle(),
      ".back": () => this.#reading.stepSentence(-1),
      ".forward": () => this.#reading.stepSentence(1),
      ".paragraph-back": () => this.#reading.stepParagraph(-1),
      ".paragraph-forward": () => this.#reading.stepParagraph(1),
      ".skip-back": skip(-SKIP),
      ".skip-forward": skip(SKIP),
      ".stop": () => this.#stop(),
      ".selection": () => this.#readSelection(),
      ".point": () => this.#point(),
      ".report": () => this.#report(),
      ".open": () => view.toggle(".open"),
      ".show": () => this.#showText(),
      ".link": () => this.#share(),
      ".copy": () => this.#copy(),
    });
    // A press must not take away the selection that it is about.
    for (const button of [".selection", ".report"]) {
      for (const type of ["pointerdown", "mousedown"]) {
        view.find(button).addEventListener(type, (event) => event.preventDefault());
      }
    }
    const change = (selector, type, handler) =>
      view.find(selector).addEventListener(type, ({ target }) => handler(Number(target.value)));
    change("select", "change", (speed) => this.#setSpeed(speed));
    change(".position", "input", (seconds) => (this.currentTime = seconds));
    change(".level", "input", (percent) => {
      const volume = percent / 100;
      this.#reading.volume = volume;
      settings.keep({ volume });
    });
    view.find("[role=group]").addEventListener("keydown", (event) => this.#keyed(event));
  }

  #toggle() {
    if (this.#reading.isPlaying) this.pause();
    else this.play().catch(() => {}); // told by the problem event
  }

  #stop() {
    this.#reading.stop();
    begun.delete(this.#key);
    dock.hide(this.#reading);
    this.#view.note("");
    this.#view.say(this.#view.words.stopped);
    this.#view.find(".line").replaceChildren();
    this.#showTime();
  }

  #setSpeed(speed) {
    const { article, left, speed: before } = this.#reading;
    this.#reading.speed = speed;
    settings.keep({ speed });
    if (article) this.#showLeft((left * before) / speed);
  }

  async #readSelection() {
    const { selectFirst, selectedElsewhere } = this.#view.words;
    if (!selectedText()) return this.#view.say(selectFirst);
    await this.#withArticle(() => {
      const places = selected(this.#reading.marker);
      if (!places) return this.#view.say(selectedElsewhere);
      this.#read(places.from, places.to);
    });
  }

  async #report() {
    const { segment, word } = this.#reading.line ?? {};
    const { selectFirst, which, reported } = this.#view.words;
    const wrong = selectedText() || word?.text;
    if (!wrong) return this.#view.say(selectFirst);
    // The word that was heard may be past by now.
    if (!selectedText() && this.#doubted !== word) {
      this.#doubted = word;
      this.pause();
      return this.#view.say(which(wrong));
    }
    this.#doubted = undefined;
    await this.#withArticle(async () => {
      await this.#reading.report(wrong, segment?.index);
      this.#view.say(reported(wrong));
    });
  }

  #point() {
    const button = this.#view.find(".point");
    this.#pointing?.abort();
    if (button.getAttribute("aria-pressed") === "true") return;
    this.#pointing = new AbortController();
    const { signal } = this.#pointing;
    button.setAttribute("aria-pressed", "true");
    this.#view.say(this.#view.words.click);
    signal.addEventListener("abort", () => {
      button.setAttribute("aria-pressed", "false");
      this.#view.say("");
    });
    this.#withArticle(() => {
      onPointed(() => this.#reading?.marker, (place) => {
        this.#pointing.abort();
        this.#read(place);
      }, signal);
    });
  }

  #read(from, to) {
    begun.set(this.#key, this.#reading);
    this.#reading.read(from, to).catch(() => {}); // told by the problem event
  }

  #showText() {
    if (this.#view.toggle(".show")) this.#readText();
  }

  async #readText() {
    if (this.#view.find("#text").hidden) this.#view.toggle(".show");
    await this.#withArticle(() => this.#view.find("#text").focus());
  }

  async #withArticle(act) {
    try {
      await this.#reading.text();
      await act();
    } catch (error) {
      this.#showProblem(Problem.from(error), () => this.#withArticle(act));
    }
  }

  #share() {
    if (!this.#view.toggle(".link")) return;
    const address = new URL(this.getAttribute("share") || this.#source, location.href);
    const seconds = Math.floor(this.currentTime * spokenSpeed(this.#reading.speed));
    if (seconds > 0) address.hash = `lyssna=${seconds}`;
    const field = this.#view.find("#address");
    field.value = address;
    field.select();
  }

  async #copy() {
    const field = this.#view.find("#address");
    try {
      await navigator.clipboard.writeText(field.value);
      this.#view.say(this.#view.words.copied);
    } catch {
      field.select();
      this.#view.say(this.#view.words.copyYourself);
    }
  }

  #keyed(event) {
    if (event.key === "Escape") return this.#pointing?.abort();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const taken = event.composedPath()[0].matches?.("select, input, .text");
    if (!step || taken || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#reading.stepSentence(step);
  }

  #seen(inSight) {
    this.#inSight = inSight;
    const wanted = !inSight && this.#reading?.isPlaying && this.getAttribute("dock") !== "off";
    if (wanted) dock.show(this.#reading, this);
    else if (inSight) dock.hide(this.#reading);
  }

  #showState() {
    const { state, isPlaying, article, left } = this.#reading;
    const view = this.#view;
    const { words } = view;
    view.playing(isPlaying);
    if (state !== "failed") view.find(".error").replaceChildren();
    if (state === "loading" && !article) this.#wait(words.fetching);
    else if (state === "loading") this.#wait(words.speaking(words.minutes(left)));
    else this.#wait();
    if (state === "ended") view.say(words.ended);
    else if (state === "playing") view.say("");
    if (state === "playing") this.#seen(this.#inSight);
    if (["ended", "failed"].includes(state)) view.note("");
    this.dispatchEvent(new CustomEvent("lyssna-state", { bubbles: true, detail: state }));
  }

  /** Shows what is waited for; says it, or tells of a gap in the speech, only when the wait is long. */
  #wait(text) {
    const view = this.#view;
    clearTimeout(this.#waiting.timer);
    if (view.find(".note").textContent === this.#waiting.text) view.note("");
    this.#waiting = { text };
    if (!text) return;
    view.say("");
    if (this.currentTime === 0) view.note(text);
    this.#waiting.timer = setTimeout(() => {
      this.#wait();
      view.say(text);
    }, PATIENCE);
  }

  #showArticle() {
    this.#view.text(this.#reading.article.blocks, (block) => this.#read({ block, offset: 0 }));
    this.#showState();
  }

  #showTime() {
    const { article, state, time, reach, length, left } = this.#reading;
    if (length > 0) this.#view.time(time, reach, length);
    if (article && ["playing", "paused"].includes(state)) this.#showLeft(left);
    this.dispatchEvent(new CustomEvent("lyssna-time", { bubbles: true, detail: { time, length } }));
  }

  #showLeft(seconds) {
    const { left, minutes } = this.#view.words;
    this.#view.note(left(minutes(seconds)));
  }

  #showWord({ segment, word, onPage }) {
    const { text } = this.#reading.article.blocks[segment.block];
    if (!onPage || this.hasAttribute("transcript")) this.#view.line(text, segment, word);
    this.#view.current(segment.block);
    const detail = { ...word, block: segment.block };
    this.dispatchEvent(new CustomEvent("lyssna-word", { bubbles: true, detail }));
  }

  /** Shows a problem, with what is done when the listener tries again. */
  #showProblem(problem, retry = () => this.#toggle()) {
    const { article } = this.#reading;
    const { words } = this.#view;
    const again = way(words.again, () => {
      this.focus();
      this.#view.find(".error").replaceChildren();
      retry();
    });
    const read = article
      ? way(words.read, () => this.#readText())
      : !this.#isHere && link(words.read, new URL(this.#source, HOME));
    const message = this.#view.fail(problem, [again, read].filter(Boolean));
    this.dispatchEvent(new CustomEvent("lyssna-problem", { bubbles: true, detail: message }));
  }
}

/** Whether a key, or a press on the scrollbar, moves the page. */
function scrolls(event) {
  const { key, clientX } = event;
  const [target] = event.composedPath();
  if (!key) return target === document.documentElement && clientX >= target.clientWidth;
  const others = `input, select, textarea, .text, [contenteditable]${key === " " ? ", button" : ""}`;
  return /^( |Page|Home|End|Arrow[UD])/.test(key) && !target.closest?.(others);
}

if (!customElements.get("lyssna-player")) customElements.define("lyssna-player", LyssnaPlayer);
