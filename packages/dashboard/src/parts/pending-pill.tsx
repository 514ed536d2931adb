import { Affix, Button, Transition } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useConnection } from "../feed/connection.ts";
import { clearPending, usePendingCount } from "../feed/pending-changes.ts";
import { say } from "../words/common/words.ts";

type Props = { queryHash: string; onShow: () => Promise<unknown>; isRaised: boolean };

/** Changes that would move rows wait here until somebody wants to see them. */
export function PendingPill({ queryHash, onShow, isRaised }: Props) {
  const count = usePendingCount(queryHash);
  // Without the server there is nothing to show, and the bar that says so stands in the same place.
  const isShown = useConnection().state === "live" && count > 0;
  return (
    <Affix
      position={{ bottom: isRaised ? 128 : 72, left: 0, right: 0 }}
      style={{ pointerEvents: "none", textAlign: "center" }}
    >
      <div role="status">
        <Transition mounted={isShown} transition="slide-up">
          {(styles) => (
            <Button
              style={{ ...styles, pointerEvents: "auto" }}
              radius="xl"
              size="sm"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => {
                clearPending(queryHash);
                void onShow();
              }}
            >
              {say.changesShow(count)}
            </Button>
          )}
        </Transition>
      </div>
    </Affix>
  );
}
