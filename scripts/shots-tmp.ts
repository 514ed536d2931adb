import { openBrowser } from "../test/support/browser.ts";

const [url, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(url!);
await page.waitForTimeout(2500);
const origin = new URL(url!).origin;
let i = 0;
for (const p of paths) {
  if (p.startsWith("w=")) {
    await page.setViewportSize({ width: Number(p.slice(2)), height: 900 });
    continue;
  }
  if (p === "dark" || p === "light") {
    await page.emulateMedia({ colorScheme: p });
    continue;
  }
  await page.goto(origin + p);
  await page.waitForTimeout(1800);
  await page.screenshot({ path: `/tmp/shot-${i++}.png` });
}
await browser.close();
