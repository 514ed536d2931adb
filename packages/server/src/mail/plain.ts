/** Marks that turn the direction of text, are not seen, or end a line could make one name look like another or end a header. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Text that others wrote, on one line and without marks that are not seen. */
export function plain(text: string): string {
  return text.replace(UNSEEN, " ").toWellFormed();
}
