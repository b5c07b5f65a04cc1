/* Streamlit speaks English alone: its own words are said in the language of the page. The table
   comes with the page (.p-words); only whole sentences are replaced, never what a page writes
   (.stHtml), nor what a list offers, nor what is typed. React writes a text again only when it
   changes, and is then translated again. */
if (!window.passerelleWords) {
  window.passerelleWords = true;
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const OURS =
    ".stHtml, [role=listbox]:not([data-empty]) [role=option], script, style, textarea, .vega-embed";
  let held = "", rules = [];
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const read = () => {
    const place = document.querySelector(".p-words");
    const table = place ? place.dataset.words : held;
    if (table === held) return;
    held = table;
    rules = JSON.parse(table).map(([theirs, ours]) => [
      new RegExp("^" + theirs.split(/\{\d\}/).map(escaped).join("(.+?)") + "$", "s"), ours,
    ]);
  };
  const said = (text) => {
    const bare = text.trim();
    if (bare.length < 2 || bare.length > 300) return text;
    for (const [pattern, ours] of rules) {
      const found = bare.match(pattern);
      if (found) return ours.replace(/\{(\d)\}/g, (_, n) => found[Number(n) + 1]);
    }
    return text;
  };
  const text = (node) => {
    if (!node.parentElement || node.parentElement.closest(OURS)) return;
    const ours = said(node.nodeValue);
    if (ours !== node.nodeValue) node.nodeValue = ours;
  };
  const attributes = (element) => {
    if (element.closest(OURS)) return;
    for (const name of ATTRIBUTES) {
      const theirs = element.getAttribute(name);
      if (theirs === null) continue;
      const ours = said(theirs);
      if (ours !== theirs) element.setAttribute(name, ours);
    }
  };
  const whole = (root) => {
    if (root.nodeType === 3) return text(root);
    if (root.nodeType !== 1 || root.closest(OURS)) return;
    attributes(root);
    const all = document.createTreeWalker(root, 5);
    for (let node = all.nextNode(); node; node = all.nextNode())
      node.nodeType === 3 ? text(node) : attributes(node);
  };
  const tongue = () => {
    for (const box of document.querySelectorAll("[class*='st-key-langue_']"))
      for (const button of box.querySelectorAll("button"))
        button.lang = box.className.match(/st-key-langue_(\w\w)/)[1];
  };
  new MutationObserver((changes) => {
    const before = held;
    read();
    tongue();
    if (held !== before) return whole(document.body);
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(whole);
      else if (change.type === "characterData") text(change.target);
      else attributes(change.target);
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  read();
  tongue();
  whole(document.body);
}
