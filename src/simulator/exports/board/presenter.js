(function () {
  var screens = Array.prototype.slice.call(document.querySelectorAll("section"));
  var back = document.querySelector("nav a");
  var shown = 0;
  function show(rank, quiet) {
    shown = Math.max(0, Math.min(screens.length - 1, rank));
    screens.forEach(function (one, n) { one.classList.toggle("vue", n === shown); });
    history.replaceState(null, "", "#" + (shown + 1));
    if (!quiet) { screens[shown].querySelector("h1").focus({ preventScroll: true }); }
  }
  function full() {
    if (document.fullscreenElement) { document.exitFullscreen(); }
    else if (document.documentElement.requestFullscreen) { document.documentElement.requestFullscreen(); }
  }
  var moves = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, n: 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1, p: -1
  };
  document.addEventListener("keydown", function (key) {
    if (key.ctrlKey || key.metaKey || key.altKey) { return; }
    if (key.target.closest("button, a") && (key.key === "Enter" || key.key === " ")) { return; }
    if (key.key in moves) { show(shown + moves[key.key]); }
    else if (key.key === "Home") { show(0); }
    else if (key.key === "End") { show(screens.length - 1); }
    else if (key.key === "f") { full(); }
    else if (key.key === "Escape" && back && !document.fullscreenElement) { back.click(); }
    else { return; }
    key.preventDefault();
  });
  document.querySelectorAll("nav button").forEach(function (button) {
    button.addEventListener("click", function () { show(shown + Number(button.value)); });
  });
  window.addEventListener("hashchange", function () { show(Number(location.hash.slice(1)) - 1); });
  show((Number(location.hash.slice(1)) || 1) - 1, true);
})();
