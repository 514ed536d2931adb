import { Box } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { usePlaces } from "./use-places.ts";

/** The rail of a phone, within reach of a thumb. */
export function BottomBar() {
  return (
    <Box component="nav" aria-label="Main, on small screens" h="100%" style={{ display: "flex" }}>
      {usePlaces().map(({ to, title, short, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          aria-label={title}
          className="bottom-link"
          activeOptions={{ exact: to === "/", includeSearch: false }}
        >
          <Icon size={20} aria-hidden />
          <span aria-hidden>{short}</span>
        </Link>
      ))}
    </Box>
  );
}
