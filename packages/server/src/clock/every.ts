/** Does something now and every so often, one at a time; returns how to stop it. */
export function every(ms: number, act: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let round = act().catch(onError);
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    round = act()
      .catch(onError)
      .finally(() => {
        isBusy = false;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
