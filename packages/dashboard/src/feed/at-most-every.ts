/** Does something when called, at most every so many ms and one at a time; calls in between are answered by one more. */
export function atMostEvery(ms: number, act: () => Promise<unknown>): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  let isStopped = false;

  function run(): void {
    isBusy = true;
    isWanted = false;
    void act().finally(() => {
      timer = setTimeout(() => {
        isBusy = false;
        if (isWanted && !isStopped) run();
      }, ms);
    });
  }

  return {
    call: () => {
      isWanted = true;
      if (!isBusy && !isStopped) run();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
