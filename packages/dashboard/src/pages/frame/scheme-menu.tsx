import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconContrast2, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from "@tabler/icons-react";
import { setContrast, useContrastChoice } from "../../theme/contrast.ts";
import { LanguageItems } from "./language-items.tsx";
import { say } from "./words.ts";

const SCHEMES: { value: MantineColorScheme; name: "asSystem" | "light" | "dark"; icon: TablerIcon }[] = [
  { value: "auto", name: "asSystem", icon: IconDeviceDesktop },
  { value: "light", name: "light", icon: IconSun },
  { value: "dark", name: "dark", icon: IconMoon },
];

/** How the dashboard looks and speaks to whoever sits before it. */
export function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const contrast = useContrastChoice();
  const Chosen = SCHEMES.find((scheme) => scheme.value === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label={say.looks}>
          <Chosen size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => {
            const scheme = SCHEMES.find((entry) => entry.value === value);
            if (scheme !== undefined) setColorScheme(scheme.value);
          }}
        >
          {SCHEMES.map(({ value, name, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>
              {say[name]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={contrast === "more"}
          rightSection={<IconContrast2 size={16} aria-hidden />}
          onChange={(isStrong) => setContrast(isStrong ? "more" : "auto")}
        >
          {say.strongContrast}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <LanguageItems />
      </Menu.Dropdown>
    </Menu>
  );
}
