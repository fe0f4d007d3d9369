// A button with data-copy="ID" copies the text of that box; its data-copied words are said in the status line beside it.
document.addEventListener("click", async (event) => {
  const box = document.getElementById(event.target.closest?.("[data-copy]")?.dataset.copy ?? "");
  if (!box) return;
  box.focus();
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    document.execCommand("copy"); // pages without https, older phones
  }
  const said = document.getElementById(`${box.id}-said`);
  if (said) said.textContent = box.dataset.copied;
});
