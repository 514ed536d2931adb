import { z } from "zod";

// Zod compiles its parsers with `new Function` where it may; our content security policy forbids that and would report
// every attempt. Imported first, because schemas look at this as they are made.
z.config({ jitless: true });
