/* A page that completes its own address on arrival adds no entry to the history: one Back leaves
   it. Streamlit pushes an entry at each change of the address, and writes what follows "?" before
   the page's name or after it: both belong to the one click that led there, and make one entry.
   What the reader changes later on the page keeps an entry of its own. */
if (!window.passerelleHistory) {
  window.passerelleHistory = true;
  let touched = false, half = false, path = location.pathname;
  for (const event of ["pointerdown", "keydown", "input"])
    window.addEventListener(event, () => { touched = true; half = false; }, true);
  window.addEventListener("popstate", () => {
    touched = half = false;
    path = location.pathname;
  }, true);
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const same = new URL(address || "", location.href).pathname === path;
    if (same ? !touched : half) history.replaceState(state, unused, address);
    else push(state, unused, address);
    half = same && (half || touched);
    if (!same) touched = false;
    path = location.pathname;
  };
}
