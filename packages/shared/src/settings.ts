import type { z } from "zod";

/** One thing that can be configured: where it may come from, what it must look like, and an example for its error text. */
export type Setting<T extends z.ZodType = z.ZodType> = {
  /** The key in the YAML file, dots for nesting, such as `mail.host`. */
  key: string;
  /** The environment variable, such as `MUSTER_MAIL_HOST`; a secret may also be given as a file's path in `<variable>_FILE`. */
  variable: string;
  schema: T;
  example: string;
  about: string;
  isSecret?: boolean;
};

export type Settings = Record<string, Setting>;
export type SettingValues<S extends Settings> = { [K in keyof S]: z.infer<S[K]["schema"]> };

/** What one place says, by setting; `place` names it in error texts. Later layers win. */
export type Layer<S extends Settings> = { place: string; values: Partial<Record<keyof S, unknown>> };

export type Resolved<S extends Settings> =
  | { ok: true; values: Readonly<SettingValues<S>> }
  | { ok: false; faults: string[] };

/**
 * Lays the layers over each other, parses every setting, and reports all faults together: each names the key, where the
 * value came from, what is wrong with it and an example. A secret's value never enters a fault's text.
 */
export function resolveSettings<S extends Settings>(settings: S, layers: Layer<S>[]): Resolved<S> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const layer = layers.findLast((each) => each.values[name] !== undefined);
    const parsed = setting.schema.safeParse(layer?.values[name]);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(describeFault(setting, layer?.place ?? "defaults", layer?.values[name], parsed.error));
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, values: Object.freeze(values) as SettingValues<S> };
}

function describeFault(setting: Setting, place: string, value: unknown, error: z.ZodError): string {
  const problem = error.issues.map((issue) => issue.message).join("; ");
  const shown = setting.isSecret || value === undefined ? "" : ` ${JSON.stringify(value)}`;
  return `${setting.key}${shown} (from ${place}): ${problem}. Example: ${setting.key}: ${setting.example}, or ${setting.variable}=${setting.example}`;
}

/** Picks each setting's value out of a parsed YAML document; keys that no setting has are returned as `strangers`. */
export function valuesFromDocument<S extends Settings>(
  settings: S,
  document: unknown,
): { values: Partial<Record<keyof S, unknown>>; strangers: string[] } {
  const flat = new Map<string, unknown>();
  flatten("", document, flat);
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    if (flat.has(setting.key)) values[name] = flat.get(setting.key);
    flat.delete(setting.key);
  }
  return { values: values as Partial<Record<keyof S, unknown>>, strangers: [...flat.keys()] };
}

function flatten(prefix: string, value: unknown, into: Map<string, unknown>): void {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    if (prefix !== "" && value !== null) into.set(prefix, value);
    return;
  }
  for (const [key, child] of Object.entries(value)) flatten(prefix === "" ? key : `${prefix}.${key}`, child, into);
}
