/* What a printed sheet says of its page: the day, and its address without what opens a dossier or
   a network. Filled as the browser is about to print. */
if (!window.passerellePrints) {
  window.passerellePrints = true;
  window.addEventListener("beforeprint", () => {
    const address = new URL(location.href);
    for (const key of ["d", "reseau"]) address.searchParams.delete(key);
    const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    for (const place of document.querySelectorAll(".p-print-address")) place.textContent = address.href;
    for (const place of document.querySelectorAll(".p-print-day")) place.textContent = day;
  });
}
