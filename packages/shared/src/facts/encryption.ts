import { z } from "zod";
import { Name, Sentence } from "../text.ts";

export const EncryptedVolume = z.object({
  /** As the OS names it: `/`, `C:`. */
  name: Name,
  /** Whether the OS itself starts from it; null when the machine does not tell. */
  isSystem: z.boolean().nullable(),
  /** suspended: encrypted, but its key lies open beside it. locked: encrypted, and not unlocked now. */
  state: z.enum(["on", "off", "suspended", "encrypting", "decrypting", "locked", "unknown"]),
  /** Such as `BitLocker`, `FileVault`, `LUKS`; null when nothing encrypts it. */
  method: Name.nullable(),
  detail: Sentence.nullable(),
});
export type EncryptedVolume = z.infer<typeof EncryptedVolume>;

/** What the `encryption` probe learns: which fixed volumes are encrypted at rest. */
export const EncryptionFacts = z.object({
  volumes: z.array(EncryptedVolume).max(30),
  source: Sentence,
});
export type EncryptionFacts = z.infer<typeof EncryptionFacts>;
