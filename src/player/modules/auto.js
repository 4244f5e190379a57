// For pages that only load the script: finds the article and puts the player
// where its text begins.

const ARTICLES = "[itemprop~=articleBody], article, main, [role=main]";
const FURNITURE =
  "nav, aside, footer, dialog, [role=dialog], [hidden], [aria-hidden=true], [role=navigation], [class*=rs_skip], a, button, script, style, noscript";

/** Fewer letters of running text than this make no article. */
const LEAST = 250;

/**
 * Puts a player into the page, unless it has one; when there is no article, once there is.
 *
 * @param {{voice?: string, signature?: string, readid?: string}} options
 */
export async function place(options) {
  if (document.readyState === "loading") {
    await new Promise((go) => addEventListener("DOMContentLoaded", go, { once: true }));
  }
  let waits;
  const look = () => {
    waits = undefined;
    if (!document.querySelector("lyssna-player")) put(options);
  };
  // An application writes its article late, and another for each address.
  new MutationObserver(() => (waits ??= setTimeout(look, 500))).observe(document.body, { childList: true, subtree: true });
  look();
}

function put(options) {
  const article = find(options.readid);
  if (!article) return;
  const player = document.createElement("lyssna-player");
  for (const name of ["voice", "signature", "readid"]) {
    if (options[name]) player.setAttribute(name, options[name]);
  }
  const title = article.querySelector("h1");
  if (title) title.after(player);
  else if (article === document.body) article.prepend(player);
  else article.before(player);
}

/** What is named, else the smallest element that holds nearly all of the running text. */
function find(readid) {
  const sizes = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let around = node.parentElement;
    if (around.closest(FURNITURE)) continue;
    const size = node.data.trim().length;
    for (; around; around = around.parentElement) sizes.set(around, size + (sizes.get(around) ?? 0));
  }
  const holder = (selector) => {
    const candidates = [...document.querySelectorAll(selector)];
    const most = Math.max(LEAST, ...candidates.map((element) => sizes.get(element) ?? 0));
    return candidates.findLast((element) => sizes.get(element) >= most * 0.8);
  };
  const named = document.getElementById(readid) ?? document.querySelector(".rs_read_this");
  return named ?? holder(ARTICLES) ?? holder("body, body *");
}
