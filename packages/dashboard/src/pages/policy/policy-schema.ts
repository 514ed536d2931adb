import { Policy } from "@muster/shared/policy.ts";
import { z } from "zod";

/** As much of JSON Schema as completion reads. */
export type Schema = {
  type?: string;
  enum?: unknown[];
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
};

/** What may stand in a policy document, read off the very schema that the server parses it by. */
export const POLICY_SCHEMA = z.toJSONSchema(Policy, { io: "input", unrepresentable: "any" }) as Schema;
