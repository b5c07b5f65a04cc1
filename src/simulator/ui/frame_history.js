/* A page that completes its own address on arrival adds no entry to the history: one Back leaves
   it. Streamlit pushes an entry at each change of what follows "?"; until the reader has touched
   the page, that change replaces the entry instead. A choice made by the reader keeps its own. */
if (!window.passerelleHistory) {
  window.passerelleHistory = true;
  let touched = false, path = location.pathname;
  for (const event of ["pointerdown", "keydown", "input"])
    window.addEventListener(event, () => { touched = true; }, true);
  window.addEventListener("popstate", () => { touched = false; path = location.pathname; }, true);
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const same = new URL(address || "", location.href).pathname === path;
    if (same && !touched) return history.replaceState(state, unused, address);
    push(state, unused, address);
    if (!same) touched = false;
    path = location.pathname;
  };
}
