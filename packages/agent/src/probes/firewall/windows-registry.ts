import type { PowerShellSource } from "../source.ts";
import type { RowsReading } from "../windows/powershell-answer.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";

export const FIREWALL_REGISTRY: PowerShellSource = {
  kind: "powershell",
  id: "firewall-registry",
  tells: "each profile as group policy, MDM and this PC have it in the registry, where the cmdlet is missing or fails",
  privilege: "none",
  // The registry calls the private profile "standard"; group policy knows both names.
  expression: [
    "$p='HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'",
    "$g='HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'",
    "foreach ($n in 'Domain','Private','Public') { $l=$n.Replace('Private','Standard'); foreach ($s in \"policy|$g\\$($n)Profile\",\"policy|$g\\$($l)Profile\",\"mdm|$p\\Mdm\\$($l)Profile\",\"local|$p\\$($l)Profile\") { $t,$k=$s.Split('|'); $i=Get-ItemProperty -LiteralPath $k -ErrorAction SilentlyContinue; if ($i) { [pscustomobject]@{Name=$n; Store=$t; EnableFirewall=$i.EnableFirewall; DefaultInboundAction=$i.DefaultInboundAction} } } }",
  ].join("; "),
};

/** Whoever stands first has the last word. */
const STORES = ["policy", "mdm", "local"];

/** The registry's inbound action, 0 allow and 1 block, in the cmdlet's numbers (2 and 4); unset means block. */
const INBOUND: Record<number, number> = { 0: 2, 1: 4 };

function lastWord(rows: readonly Row[], key: string): number | null {
  for (const store of STORES) {
    const values = rows.filter((row) => textIn(row, "Store") === store).map((row) => numberIn(row, key));
    const value = values.find((entry) => entry !== null);
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** One row per profile that the registry knows, in the form of `Get-NetFirewallProfile`. */
export function readFirewallRegistry(reading: RowsReading): Row[] {
  const rows = reading.kind === "rows" ? reading.rows : [];
  const names = [...new Set(rows.map((row) => textIn(row, "Name")).filter((name) => name !== null))];
  return names.map((Name) => {
    const own = rows.filter((row) => textIn(row, "Name") === Name);
    const inbound = lastWord(own, "DefaultInboundAction");
    return {
      Name,
      Enabled: lastWord(own, "EnableFirewall"),
      DefaultInboundAction: inbound === null ? 0 : (INBOUND[inbound] ?? null),
    };
  });
}
