// For pages that only load the script: finds the article and puts the player
// where its text begins.

const ARTICLES = "[itemprop~=articleBody], article, main, [role=main]";
const FURNITURE = "nav, aside, footer, dialog, [hidden], [aria-hidden=true], [role=navigation], .rs_skip, .rs_skip_always";

/** Fewer letters of running text than this make no article. */
const LEAST = 250;

/**
 * Puts a player into the page, unless it has one or holds no article.
 *
 * @param {{voice?: string, signature?: string}} options
 * @returns {HTMLElement | undefined} the player
 */
export async function place({ voice, signature }) {
  if (document.readyState === "loading") {
    await new Promise((go) => addEventListener("DOMContentLoaded", go, { once: true }));
  }
  const article = find();
  if (!article || document.querySelector("lyssna-player")) return undefined;
  const player = document.createElement("lyssna-player");
  if (voice) player.setAttribute("voice", voice);
  if (signature) player.setAttribute("signature", signature);
  const title = article.querySelector("h1");
  if (title) title.after(player);
  else article.before(player);
  return player;
}

/** The smallest element that holds nearly all of the page's running text. */
function find() {
  const candidates = [...document.querySelectorAll(ARTICLES)].map((element) => ({ element, size: size(element) }));
  const most = Math.max(LEAST, ...candidates.map(({ size }) => size));
  return candidates.findLast(({ size }) => size >= most * 0.8)?.element;
}

function size(element) {
  return [...element.querySelectorAll("p, li")]
    .filter((paragraph) => !paragraph.closest(FURNITURE))
    .reduce((sum, paragraph) => sum + paragraph.textContent.trim().length, 0);
}
