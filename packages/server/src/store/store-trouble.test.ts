import { expect, it } from "vitest";
import { isStoreTrouble } from "./store-trouble.ts";

it.each([
  ["a full disk, by npm sqlite3", { errno: 13, code: "SQLITE_FULL" }, true],
  ["a read error, by Node's SQLite", { errcode: 266 }, true],
  ["a broken rule of the schema", { errno: 19, code: "SQLITE_CONSTRAINT" }, false],
  ["PostgreSQL that is being stopped", { code: "57P01" }, true],
  ["PostgreSQL without room", { code: "53100" }, true],
  ["PostgreSQL that is not there", { errno: -111, code: "ECONNREFUSED" }, true],
  ["a broken rule of the schema in PostgreSQL", { code: "23505" }, false],
  ["a bug", { message: "x is not a function" }, false],
])("%s: %o", (_, error, isTrouble) => {
  expect(isStoreTrouble(Object.assign(new Error(), error))).toBe(isTrouble);
});
