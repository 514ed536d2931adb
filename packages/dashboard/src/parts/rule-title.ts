/** `antivirus-definitions` -> `Antivirus definitions`: no screen keeps a list of rules of its own. */
export function ruleTitle(rule: string): string {
  const words = rule.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
