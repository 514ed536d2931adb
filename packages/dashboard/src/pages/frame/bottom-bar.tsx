import { Box, Menu, UnstyledButton } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { usePlaces } from "./use-places.ts";
import { say } from "./words.ts";

/** Places that stand in the bar itself; a thumb hits no more of them on a small phone. */
const IN_THE_BAR = 4;

/** The rail of a phone, within reach of a thumb. */
export function BottomBar() {
  const places = usePlaces();
  const navigate = useNavigate();
  const more = places.slice(IN_THE_BAR);
  return (
    <Box component="nav" aria-label={say.mainOnPhones} h="100%" style={{ display: "flex" }}>
      {places.slice(0, IN_THE_BAR).map(({ to, icon: Icon }) => (
        <Link key={to} to={to} className="bottom-link" activeOptions={{ exact: to === "/", includeSearch: false }}>
          <Icon size={20} aria-hidden />
          {say.places[to]}
        </Link>
      ))}
      {more.length > 0 && (
        <Menu position="top-end">
          <Menu.Target>
            <UnstyledButton className="bottom-link">
              <IconDots size={20} aria-hidden />
              {say.more}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ to, icon: Icon }) => (
              <Menu.Item key={to} leftSection={<Icon size={16} aria-hidden />} onClick={() => void navigate({ to })}>
                {say.places[to]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Box>
  );
}
