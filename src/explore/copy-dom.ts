import { elementById } from "./element-dom.ts";

/** Makes a button copy a text, and tells beside it that it did, or shows the text where the browser lets no page copy. */
export function copyButton(id: "copy-link" | "copy-csv", textOf: () => string): void {
  const button = elementById(id, HTMLButtonElement);
  const told = elementById(id === "copy-link" ? "copied-link" : "copied-csv", HTMLElement);
  button.addEventListener("click", async () => {
    told.textContent = await copy(textOf()) ? "copied" : "the browser does not let this page copy";
    setTimeout(() => told.textContent = "", 3_000);
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Pages that are served without encryption have no clipboard but this one. */
function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "quiet";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
}
