// The try-it page: the snippet with this service's own address, and a player
// for any address that the visitor gives.

const snippet = `<script type="module" src="${new URL("/player.js", location.href)}"></script>
<lyssna-player></lyssna-player>`;
document.getElementById("snippet").textContent = snippet;

document.getElementById("try").addEventListener("submit", (event) => {
  event.preventDefault();
  const player = document.createElement("lyssna-player");
  player.setAttribute("url", document.getElementById("url").value);
  player.setAttribute("transcript", "");
  document.getElementById("player").replaceChildren(player);
  document.getElementById("result").hidden = false;
});
