// The keys of a keyboard, a headset or a lock screen, through Media Session.

/** Seconds that a skip goes. */
export const SKIP = 15;

/** Tells the system where the voice is, for the clock of a lock screen. */
export function locate({ time: position, length: duration, rate: playbackRate }) {
  if (duration > 0) navigator.mediaSession?.setPositionState?.({ duration, playbackRate, position });
}

/** Tells the system what is read, and lets its keys steer. */
export function announce(reading) {
  const { article } = reading;
  if (!article || !("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: article.title,
    artist: article.site ?? new URL(article.url, location.href).hostname,
    artwork: article.image ? [{ src: article.image }] : [],
  });
  const actions = {
    play: () => reading.play().catch(() => {}), // told by the problem event
    pause: () => reading.pause(),
    stop: () => reading.stop(),
    previoustrack: () => reading.stepSentence(-1),
    nexttrack: () => reading.stepSentence(1),
    seekbackward: ({ seekOffset = SKIP }) => (reading.time -= seekOffset),
    seekforward: ({ seekOffset = SKIP }) => (reading.time += seekOffset),
    seekto: ({ seekTime }) => (reading.time = seekTime),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      navigator.mediaSession.setActionHandler(action, handler);
    } catch {
      // a browser without this key
    }
  }
}
