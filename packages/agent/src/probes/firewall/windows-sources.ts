import type { PowerShellSource } from "../source.ts";

function section(id: string, tells: string, expression: string): PowerShellSource {
  return { kind: "powershell", id, tells, expression, privilege: "none" };
}

export const PROFILES = section(
  "firewall-profiles",
  "each profile as it is in force, with what group policy and MDM add",
  "Get-NetFirewallProfile -PolicyStore ActiveStore | Select-Object Name, @{n='Enabled'; e={[int]$_.Enabled}}, @{n='DefaultInboundAction'; e={[int]$_.DefaultInboundAction}}, @{n='DefaultOutboundAction'; e={[int]$_.DefaultOutboundAction}}",
);

export const CONNECTIONS = section(
  "connections",
  "which profiles the connected networks use",
  "Get-NetConnectionProfile | Select-Object @{n='NetworkCategory'; e={[int]$_.NetworkCategory}}",
);

export const WINDOWS_SERVICES = section(
  "firewall-services",
  "whether the firewall (mpssvc) and its filtering engine (BFE) are running",
  "Get-Service -Name mpssvc, BFE | Select-Object Name, @{n='Status'; e={[int]$_.Status}}",
);

export const PRODUCTS = section(
  "firewall-products",
  "firewalls of other vendors registered with Security Center",
  "Get-CimInstance -Namespace root/SecurityCenter2 -ClassName FirewallProduct | Select-Object displayName, productState",
);

const FOLDERS = [
  "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules",
  "HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules",
];

export const RULES = section(
  "firewall-rules",
  "a fingerprint of all rules (SHA-256 over their sorted registry values: listing them by cmdlet takes a minute)",
  `$t = foreach ($k in ${FOLDERS.map((folder) => `'${folder}'`).join(",")}) { $i = Get-Item -LiteralPath $k -ErrorAction SilentlyContinue; if ($i) { foreach ($n in $i.GetValueNames()) { $n + '=' + [string]$i.GetValue($n) } } }; $b = [Text.Encoding]::UTF8.GetBytes((@($t | Sort-Object) -join [string][char]10)); [pscustomobject]@{Sha256 = [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($b)).Replace('-','').ToLowerInvariant()}`,
);
