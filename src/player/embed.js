// The page for iframes: /embed?url=…&voice=… shows one player and nothing else;
// the player's attributes have the same names.

import { answer } from "./player/frame.js";

const query = new URLSearchParams(location.search);
const player = document.createElement("lyssna-player");
player.setAttribute("transcript", "");
player.setAttribute("dock", "off");
for (const name of ["url", "voice", "signature", "readid", "readclass", "filename", "start", "lang"]) {
  if (query.has(name)) player.setAttribute(name, query.get(name));
}
document.getElementById("player").append(player);
await customElements.whenDefined("lyssna-player");
answer(player, query.get("origin"));
