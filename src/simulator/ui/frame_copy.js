/* A click on a button of class p-copy copies its link, or the address, also where http forbids it. */
if (!window.passerelleCopies) {
  window.passerelleCopies = true;
  const older = (text) => {
    const field = document.createElement("textarea");
    field.value = text; document.body.append(field); field.select();
    document.execCommand("copy"); field.remove();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest(".p-copy");
    if (!button) return;
    const link = button.dataset.link || location.href;
    try { await navigator.clipboard.writeText(link); } catch { older(link); }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}
