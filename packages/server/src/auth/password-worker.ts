import { parentPort } from "node:worker_threads";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english, translations } from "@zxcvbn-ts/language-en";

const port = parentPort;
if (port === null) throw new Error("This runs as a worker of the server.");

const zxcvbn = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, translations });

/** What is left of a password for somebody who knows the words already (NIST SP 800-63B, 3.1.1.2). */
function without(password: string, known: readonly string[]): string {
  return known.reduce((rest, word) => rest.replaceAll(word, ""), password.toLowerCase());
}

port.on("message", ({ password, known }: { password: string; known: string[] }) => {
  const { score, feedback } = zxcvbn.check(password, known);
  const rest = without(password, known);
  const restScore = rest.length < password.length ? zxcvbn.check(rest).score : score;
  const isMadeOfKnown = restScore < score;
  port.postMessage({
    score: Math.min(score, restScore),
    warning: isMadeOfKnown ? "Your own name and the product's are the first that anybody tries." : feedback.warning,
    suggestions: feedback.suggestions,
  });
});
