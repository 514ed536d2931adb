import { ERRORS } from "@muster/shared/errors.ts";
import { IconLock } from "@tabler/icons-react";
import { Teach } from "../../parts/teach.tsx";

/** For whoever follows a link to settings that their role does not see. */
export function RefusedPanel() {
  const { message, remedy } = ERRORS.role_refused;
  return (
    <Teach icon={IconLock} title={message}>
      {remedy}
    </Teach>
  );
}
