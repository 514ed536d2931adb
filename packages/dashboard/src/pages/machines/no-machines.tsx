import { IconDevicesPlus, IconFilterOff } from "@tabler/icons-react";
import { ButtonLink } from "../../parts/links.tsx";
import { Teach } from "../../parts/teach.tsx";

export function NoMachines({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Teach
        icon={IconFilterOff}
        title="No machine matches"
        action={
          <ButtonLink to="/machines" variant="default">
            Show all machines
          </ButtonLink>
        }
      >
        Widen the search or the filters; each word must be in the name, person, serial number, system, site or tags.
      </Teach>
    );
  }
  return (
    <Teach icon={IconDevicesPlus} title="No machine yet" action={<ButtonLink to="/enrol">Enrol a PC</ButtonLink>}>
      Enrol a PC and it appears here by itself, a few seconds later.
    </Teach>
  );
}
