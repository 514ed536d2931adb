/** `npm run bench [-- NAME]`: measures what speed is promised, as ratios to floors measured in the same run. */
import { benchDigest } from "./bench/digest.ts";
import { benchEvaluate } from "./bench/evaluate.ts";
import { benchWhatIf } from "./bench/what-if.ts";

const BENCHES: Record<string, () => Promise<Record<string, number>>> = {
  digest: benchDigest,
  evaluate: benchEvaluate,
  "what-if": benchWhatIf,
};

const wanted = process.argv.slice(2).filter((each) => !each.startsWith("-"));
const unknown = wanted.filter((name) => !(name in BENCHES));
if (process.argv.includes("--help") || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no bench called ${unknown.join(", ")}.`);
  console.log(`npm run bench [-- NAME ...] [--json]\n\nThere are: ${Object.keys(BENCHES).join(", ")}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const results: Record<string, Record<string, number>> = {};
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const result = await bench();
  results[name] = result;
  if (process.argv.includes("--json")) continue;
  console.log(name);
  for (const [what, value] of Object.entries(result)) {
    console.log(`  ${what.padEnd(42)} ${value.toLocaleString("en-GB", { maximumFractionDigits: 3 })}`);
  }
}
if (process.argv.includes("--json")) console.log(JSON.stringify(results));
