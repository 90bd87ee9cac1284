/** Files for the person at the page. */
import { make } from "./elements.js";

/**
 * Hand bytes over as a download.
 * @param {string} name
 * @param {BlobPart} bytes
 */
export function saveFile(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
