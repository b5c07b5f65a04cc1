/* A click on a button of class p-copy copies the address, also where http forbids it. */
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
    try { await navigator.clipboard.writeText(location.href); } catch { older(location.href); }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}
