// The player in a frame answers the page around it, by postMessage.
//
// To the frame:   { lyssna: "play" | "pause" | "seek", seconds? }
// From the frame: { lyssna: "ready" | "play" | "pause" | "timeupdate" | "ended" | "error" | "resize",
//                   time, duration, height, message? }   (seconds and CSS pixels)
//
// Only the page around the frame is heard and answered. Who that may be is
// decided by the service's frame-ancestors; a page may narrow it by origin=, and
// names itself so where the browser does not tell. The error "NotAllowedError"
// asks for a press in the frame, or allow="autoplay".

/** Least milliseconds between two timeupdates. */
const OFTEN = 250;

const EVENTS = { playing: "play", paused: "pause", ended: "ended" };

/**
 * Joins a player to the page around the frame.
 *
 * @param {HTMLElement} player a lyssna-player
 * @param {string | null} asked the origin that the frame's address names
 */
export function answer(player, asked) {
  const origin = surrounding() ?? originOf(asked);
  if (parent === window || !origin || (asked && asked !== origin)) return;
  const tell = (name, more = {}) => {
    const { currentTime: time, duration } = player;
    parent.postMessage({ lyssna: name, time, duration, height: height(), ...more }, origin);
  };
  addEventListener("message", ({ source, origin: from, data }) => {
    if (source === parent && from === origin) obey(player, data, tell);
  });
  player.addEventListener("lyssna-state", ({ detail }) => {
    if (EVENTS[detail]) tell(EVENTS[detail]);
  });
  player.addEventListener("lyssna-problem", ({ detail }) => tell("error", { message: detail }));
  let told = 0;
  player.addEventListener("lyssna-time", () => {
    if (performance.now() - told < OFTEN) return;
    told = performance.now();
    tell("timeupdate");
  });
  new ResizeObserver(() => tell("resize")).observe(document.body);
  tell("ready");
}

function obey(player, data, tell) {
  switch (data?.lyssna) {
    case "play":
      return player.play().catch(({ name }) => name === "NotAllowedError" && tell("error", { message: name }));
    case "pause":
      return player.pause();
    case "seek":
      if (Number.isFinite(data.seconds)) player.currentTime = data.seconds;
  }
}

function height() {
  return Math.ceil(document.body.getBoundingClientRect().height);
}

/** The origin of the page around the frame, where the browser tells. */
function surrounding() {
  const [nearest] = location.ancestorOrigins ?? [];
  return nearest ?? originOf(document.referrer);
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return undefined; // none is given
  }
}
