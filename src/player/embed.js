// The page for iframes: /embed?url=…&voice=…&signature=… shows one player and nothing else.

const query = new URLSearchParams(location.search);
const player = document.createElement("lyssna-player");
player.setAttribute("transcript", "");
for (const name of ["url", "voice", "signature"]) {
  if (query.has(name)) player.setAttribute(name, query.get(name));
}
document.getElementById("player").append(player);
