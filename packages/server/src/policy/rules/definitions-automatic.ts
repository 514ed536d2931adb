import { defineRule, inWords, judged } from "../rule.ts";

const STATUS = { on: "pass", off: "fail", unknown: "unknown" } as const;

export const definitionsAutomatic = defineRule({
  id: "definitions-automatic",
  reads: "updates",
  controls: ["ISO 27001 A.8.7", "CIS 10.2", "SOC 2 CC6.8"],
  whenUnsupported: "unknown",
  gist: ({ definitionsAutomatic }) => STATUS[definitionsAutomatic],
  judge: (status) => judged(status),
  explain({ definitionsAutomatic, source }) {
    const told = { measured: definitionsAutomatic, limit: "on", source };
    switch (definitionsAutomatic) {
      case "on":
        return inWords("Virus definitions update by themselves.", told);
      case "off":
        return inWords("Virus definitions do not update by themselves.", told);
      case "unknown":
        return inWords("It could not be read whether virus definitions update by themselves.", told);
    }
  },
  remedies: {
    linux: ["Let ClamAV update itself: sudo systemctl enable --now clamav-freshclam"],
    darwin: [
      "Open System Settings, then General, then Software Update.",
      "Under Automatic Updates turn on Install Security Responses and system files.",
    ],
    win32: [
      "Open Windows Security, then Virus & threat protection, and choose Check for updates.",
      "If that does not help, tell IT: the updates may be switched off by a setting of your company.",
    ],
  },
});
