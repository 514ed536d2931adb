import { speakAsChosen } from "./words/language-choice.ts";
import { SpokenTree } from "./words/spoken-tree.tsx";
import "./zod-without-eval.ts";
import "@mantine/core/styles.css";
import "./theme/global.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/query-client.ts";
import { reloadOnMissingPage } from "./reload-on-missing-page.ts";
import { createDashboardRouter } from "./routes.tsx";
import { Themed } from "./theme/themed.tsx";

reloadOnMissingPage();

const queries = createQueryClient(() => {
  void router.navigate({ to: "/sign-in", replace: true });
});
const router = createDashboardRouter(queries);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");

const show = () =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Themed>
          <SpokenTree>
            <RouterProvider router={router} />
          </SpokenTree>
        </Themed>
      </QueryClientProvider>
    </StrictMode>,
  );

// A language that cannot be fetched leaves English, which is always there. An await here would make the bundler cut the whole
// dashboard into pieces that wait for one another.
void speakAsChosen().then(show, show);
