// What the listener chose, kept on the device and nowhere else.

const KEY = "lyssna";
const DEFAULTS = { speed: 1, volume: 1, places: {} };

/** Articles whose place is remembered, the latest ones. */
const PLACES = 30;

export const SPEEDS = [0.6, 0.75, 0.9, 1, 1.25, 1.5, 1.75, 2];

let settings = DEFAULTS;
settings = read();

/** The chosen speed, one of `SPEEDS`. */
export const speed = () => (SPEEDS.includes(settings.speed) ? settings.speed : 1);

/** The chosen volume, 0 to 1. */
export const volume = () => (settings.volume >= 0 && settings.volume <= 1 ? settings.volume : 1);

/** Keeps a speed or a volume. */
export function keep(changes) {
  write({ ...read(), ...changes });
}

/** Where the listener left an article, if anywhere. */
export function place(url) {
  const { segment, seconds } = read().places[url] ?? {};
  return segment > 0 && seconds > 0 ? { segment, seconds } : undefined;
}

/** Keeps a place, or forgets it where there is none. */
export function keepPlace(url, place) {
  const { [url]: _, ...others } = read().places;
  const latest = Object.entries(others).slice(1 - PLACES);
  write({ ...read(), places: Object.fromEntries(place ? [...latest, [url, place]] : latest) });
}

// Where storage is blocked the choices hold for this visit.
function read() {
  try {
    return { ...settings, ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    return settings;
  }
}

function write(changed) {
  settings = changed;
  try {
    localStorage.setItem(KEY, JSON.stringify(changed));
  } catch {
    // blocked, see above
  }
}
