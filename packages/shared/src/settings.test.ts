import { describe, expect, it } from "vitest";
import { z } from "zod";
import { configure, type Settings } from "./settings.ts";

const SETTINGS = {
  port: {
    key: "listen.port",
    variable: "T_PORT",
    schema: z.coerce.number("expected a port number").int(),
    example: "8443",
    about: "",
  },
  password: {
    key: "mail.password",
    variable: "T_PASSWORD",
    schema: z.string().min(8, "expected at least 8 characters").optional(),
    example: "(secret)",
    about: "",
    isSecret: true,
  },
} satisfies Settings;

const NOTHING = { defaults: { port: 1 }, file: null, environment: {}, flags: {}, readSecret: () => null };
const file = (document: unknown) => ({ path: "muster.yaml", document });

describe("configuration", () => {
  it("goes from defaults over the file and the environment to flags", () => {
    const of = (more: object) => {
      const resolved = configure(SETTINGS, { ...NOTHING, ...more });
      return resolved.ok ? resolved.values.port : resolved.faults;
    };
    expect(of({})).toBe(1);
    expect(of({ file: file({ listen: { port: 2 } }) })).toBe(2);
    expect(of({ file: file({ listen: { port: 2 } }), environment: { T_PORT: "3" } })).toBe(3);
    expect(of({ file: file({ listen: { port: 2 } }), environment: { T_PORT: "3" }, flags: { port: "4" } })).toBe(4);
    expect(of({ environment: { T_PORT: "" } })).toBe(1);
  });

  it("reports all faults together: key, place, problem, example; never a secret", () => {
    const resolved = configure(SETTINGS, {
      ...NOTHING,
      file: file({ listen: { prot: 5 } }),
      environment: { T_PORT: "many", T_PASSWORD: "hunter2" },
    });
    const faults = resolved.ok ? [] : resolved.faults;
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain("listen.prot (from muster.yaml): no such setting");
    expect(faults[1]).toContain(
      'listen.port "many" (from environment): expected a port number. Example: listen.port: 8443',
    );
    expect(faults[2]).toContain("mail.password (from environment): expected at least 8 characters");
    expect(faults.join()).not.toContain("hunter2");
  });

  it("reads a secret from the file that its variable names, and says when it cannot", () => {
    const with_ = (readSecret: (path: string) => string | null) =>
      configure(SETTINGS, { ...NOTHING, environment: { T_PASSWORD_FILE: "/run/secret" }, readSecret });
    expect(with_(() => "from-the-file\n")).toMatchObject({ ok: true, values: { password: "from-the-file" } });
    const missing = with_(() => null);
    expect(missing.ok ? [] : missing.faults).toEqual([
      "T_PASSWORD_FILE (from environment): the file /run/secret cannot be read.",
    ]);
  });
});
