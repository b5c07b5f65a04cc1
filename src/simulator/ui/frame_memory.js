/* The dossiers of this browser: what a page asks in .p-memory is done to a cookie of ours, which
   another tab may have written. Nothing is in it but a key, a title and a day. Where the browser
   keeps nothing, .p-memory-refused says so. */
if (!window.passerelleMemory) {
  window.passerelleMemory = true;
  const name = "passerelle_dossiers", most = 8;
  let done = 0;
  const read = () => {
    try {
      const held = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
      const found = JSON.parse(decodeURIComponent(held.slice(name.length + 1)));
      return Array.isArray(found) ? found : [];
    } catch { return []; }
  };
  const write = (list) => {
    const safe = location.protocol === "https:" ? "; Secure" : "";
    const age = list.length ? 31536000 : 0;
    const value = encodeURIComponent(JSON.stringify(list.slice(0, most)));
    document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Strict${safe}`;
    return !list.length || read().length > 0;
  };
  const act = (list, one) => {
    const key = one.oublie || (one.garde && one.garde.cle);
    const others = one.oublie === "*" ? [] : list.filter((other) => other.cle !== key);
    return one.garde ? [one.garde, ...others] : others;
  };
  const look = () => {
    for (const place of document.querySelectorAll(".p-memory")) {
      const asked = JSON.parse(place.dataset.acts || "[]");
      for (const one of asked.slice(done)) {
        const kept = write(act(read(), one));
        if (!kept) window.passerelleMemoryRefused = true;
      }
      done = Math.max(done, asked.length);
    }
    if (window.passerelleMemoryRefused)
      for (const place of document.querySelectorAll(".p-memory-refused[hidden]")) place.hidden = false;
  };
  new MutationObserver(look).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-acts"],
  });
  look();
}
