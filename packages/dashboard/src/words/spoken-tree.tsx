import { Fragment, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { spoken } from "./spoken.ts";

/** What it holds is drawn anew when another language is spoken; what was fetched and the address stay. */
export function SpokenTree({ children }: { children: ReactNode }) {
  const { language } = useSyncExternalStore(spoken.subscribe, spoken.get);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <Fragment key={language}>{children}</Fragment>;
}
