// What the listener sees and operates: the player's shadow tree.

const STYLE = `
:host { display: block; margin: 1rem 0; font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
:host([hidden]) { display: none; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: .5rem;
  border: 1px solid #6b7280; border-radius: .75rem; background: Canvas; color: CanvasText; }
button, select, a { min-width: 2.75rem; min-height: 2.75rem; box-sizing: border-box; font: inherit;
  color: inherit; background: transparent; border: 1px solid #6b7280; border-radius: .5rem; padding: .25rem .75rem; }
button { cursor: pointer; }
a { display: inline-flex; align-items: center; justify-content: center; text-decoration: none; }
button.play { background: #0b4f8a; border-color: #0b4f8a; color: #fff; font-weight: 600; }
button svg, a svg { width: 1.25rem; height: 1.25rem; fill: currentColor; vertical-align: -.25rem; }
:is(button, select, a, input):focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; box-shadow: 0 0 0 2px #000; }
.place { display: flex; flex: 1 1 12rem; align-items: center; gap: .5rem; }
input[type=range] { flex: 1; min-width: 5rem; min-height: 1.5rem; accent-color: #0b4f8a; }
.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.say, .line, .error { margin: .5rem .25rem 0; }
.say:empty, .line:empty, .error:empty { display: none; }
.error { border-inline-start: 4px solid #b3261e; padding-inline-start: .5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
mark { background: #ffd23f; color: #000; text-decoration: underline; }
@media (forced-colors: active) { button.play { border: 2px solid ButtonText; } mark { background: Highlight; color: HighlightText; } }`;

const ICONS = {
  play: "M6 4l14 8-14 8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  back: "M5 4h3v16H5zM20 4v16L9 12z",
  forward: "M16 4h3v16h-3zM4 4v16l11-8z",
  download: "M11 3h2v9h4l-5 6-5-6h4zM4 19h16v2H4z",
};

const TREE = `
<div class="bar" role="group" aria-label="Lyssna på artikeln" lang="sv">
  <button class="play" type="button">${icon("play")} <span>Lyssna</span></button>
  <button class="back" type="button" aria-label="Föregående mening" title="Föregående mening (vänsterpil)">${icon("back")}</button>
  <button class="forward" type="button" aria-label="Nästa mening" title="Nästa mening (högerpil)">${icon("forward")}</button>
  <span class="place">
    <input type="range" min="0" max="0" step="0.1" value="0" aria-label="Plats i uppläsningen">
    <span class="time" aria-hidden="true">0.00</span>
  </span>
  <label><span class="hidden">Hastighet</span><select></select></label>
  <a class="download" download aria-label="Ladda ner som MP3" title="Ladda ner som MP3">${icon("download")}</a>
</div>
<p class="say" role="status" lang="sv"></p>
<p class="error" role="alert" lang="sv"></p>
<p class="line" lang="sv" aria-hidden="true"></p>`;

function icon(name) {
  return `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${ICONS[name]}"/></svg>`;
}

/** Seconds as a Swedish clock: 65 is "1.05". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}.${String(whole % 60).padStart(2, "0")}`;
}

/** Seconds as a person says them: "ungefär 3 minuter". */
export function minutes(seconds) {
  if (seconds < 45) return "mindre än en minut";
  const whole = Math.round(seconds / 60);
  return whole <= 1 ? "ungefär en minut" : `ungefär ${whole} minuter`;
}

/**
 * Builds the controls in `root`.
 *
 * @param {ShadowRoot} root
 * @param {number[]} speeds to choose from
 * @param {number} speed chosen
 */
export function build(root, speeds, speed) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = TREE;
  const view = new View(root);
  for (const rate of speeds) {
    const text = `${String(rate).replace(".", ",")} ×`;
    view.speed.add(new Option(text, rate, rate === speed, rate === speed));
  }
  return view;
}

class View {
  #root;
  #total = 0;

  constructor(root) {
    this.#root = root;
    this.bar = root.querySelector(".bar");
    this.play = root.querySelector(".play");
    this.back = root.querySelector(".back");
    this.forward = root.querySelector(".forward");
    this.position = root.querySelector("input");
    this.speed = root.querySelector("select");
    this.download = root.querySelector(".download");
  }

  /** The play button's face: it says what a press will do. */
  playing(on) {
    this.play.querySelector("span").textContent = on ? "Pausa" : "Lyssna";
    this.play.querySelector("path").setAttribute("d", on ? ICONS.pause : ICONS.play);
  }

  /** The clip's length in seconds, estimated or exact. */
  length(seconds) {
    this.#total = seconds;
  }

  /** Where the voice is; `reach` is how far can be sought, both in seconds. */
  time(now, reach) {
    const total = Math.max(this.#total, now);
    this.position.max = reach;
    this.position.value = now;
    this.position.setAttribute("aria-valuetext", `${clock(now)} av ${clock(total)}`);
    this.#root.querySelector(".time").textContent = `${clock(now)} / ${clock(total)}`;
  }

  /** A calm message, read by screen readers when they are free. */
  say(text) {
    this.#root.querySelector(".say").textContent = text;
    if (text) this.#root.querySelector(".error").replaceChildren();
  }

  /** A failure, said at once, with a way on. */
  fail(text) {
    this.say("");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Försök igen";
    again.addEventListener("click", () => {
      this.play.focus();
      this.play.click();
    });
    this.#root.querySelector(".error").replaceChildren(`${text} `, again);
  }

  /** The sentence being read, with its word marked. */
  line(words, current) {
    const parts = words.flatMap((word, index) => {
      const text = index ? [" "] : [];
      if (word !== current) return [...text, word.text];
      const mark = document.createElement("mark");
      mark.textContent = word.text;
      return [...text, mark];
    });
    this.#root.querySelector(".line").replaceChildren(...parts);
  }
}
