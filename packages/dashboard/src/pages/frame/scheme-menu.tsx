import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconContrast2, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from "@tabler/icons-react";
import { setContrast, useContrastChoice } from "../../theme/contrast.ts";

const SCHEMES: { value: MantineColorScheme; word: string; icon: TablerIcon }[] = [
  { value: "auto", word: "As the system", icon: IconDeviceDesktop },
  { value: "light", word: "Light", icon: IconSun },
  { value: "dark", word: "Dark", icon: IconMoon },
];

export function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const contrast = useContrastChoice();
  const Chosen = SCHEMES.find((scheme) => scheme.value === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label="Colours and contrast">
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
          {SCHEMES.map(({ value, word, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>
              {word}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem
          checked={contrast === "more"}
          rightSection={<IconContrast2 size={16} aria-hidden />}
          onChange={(isStrong) => setContrast(isStrong ? "more" : "auto")}
        >
          Always strong contrast
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
}
