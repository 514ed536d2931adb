import { IconDevicesPlus, IconFilterOff } from "@tabler/icons-react";
import { ButtonLink } from "../../parts/links.tsx";
import { Teach } from "../../parts/teach.tsx";
import { say } from "./words.ts";

export function NoMachines({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Teach
        icon={IconFilterOff}
        title={say.noMatch}
        action={
          <ButtonLink to="/machines" variant="default">
            {say.showAllMachines}
          </ButtonLink>
        }
      >
        {say.noMatchWhy}
      </Teach>
    );
  }
  return (
    <Teach icon={IconDevicesPlus} title={say.none} action={<ButtonLink to="/enrol">{say.enrol}</ButtonLink>}>
      {say.noneWhy}
    </Teach>
  );
}
