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

/** Where an end's configuration comes from, weakest first; reading files is left to the caller. */
export type SettingSources<S extends Settings> = {
  defaults: Layer<S>["values"];
  /** The parsed YAML file, if there is one. */
  file: { path: string; document: unknown } | null;
  environment: Record<string, string | undefined>;
  flags: Layer<S>["values"];
  /** Reads the file that a `<variable>_FILE` names; null when it cannot be read. */
  readSecret: (path: string) => string | null;
};

/** Defaults, then the file, then the environment, then the command line. Faults of every layer are reported together. */
export function configure<S extends Settings>(settings: S, sources: SettingSources<S>): Resolved<S> {
  const fromFile = sources.file ? valuesFromDocument(settings, sources.file.document) : { values: {}, strangers: [] };
  const fromEnvironment = valuesFromEnvironment(settings, sources);
  const faults = [
    ...fromFile.strangers.map(
      (key) => `${key} (from ${sources.file?.path}): no such setting. See --help for all of them.`,
    ),
    ...fromEnvironment.faults,
  ];
  const resolved = resolveSettings(settings, [
    { place: "defaults", values: sources.defaults },
    { place: sources.file?.path ?? "file", values: fromFile.values },
    { place: "environment", values: fromEnvironment.values },
    { place: "command line", values: sources.flags },
  ]);
  if (resolved.ok && faults.length === 0) return resolved;
  return { ok: false, faults: [...faults, ...(resolved.ok ? [] : resolved.faults)] };
}

function valuesFromEnvironment<S extends Settings>(
  settings: S,
  sources: Pick<SettingSources<S>, "environment" | "readSecret">,
): { values: Partial<Record<keyof S, unknown>>; faults: string[] } {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const plain = sources.environment[setting.variable];
    const path = setting.isSecret ? sources.environment[`${setting.variable}_FILE`] : undefined;
    if (plain !== undefined && plain !== "") values[name] = plain;
    else if (path) {
      const secret = sources.readSecret(path);
      if (secret === null) faults.push(`${setting.variable}_FILE (from environment): the file ${path} cannot be read.`);
      else values[name] = secret.trimEnd();
    }
  }
  return { values: values as Partial<Record<keyof S, unknown>>, faults };
}

/** Every setting as a line of help: its key, its variable, what it is for. */
export function describeSettings(settings: Settings): string {
  return Object.values(settings)
    .map((setting) => `  ${setting.key.padEnd(24)} ${setting.variable.padEnd(30)} ${setting.about}`)
    .join("\n");
}
