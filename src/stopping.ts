type Step = () => Promise<void>;

/** Ends the process in order: what was opened last is closed first. */
export interface Stopping {
  /** Adds what to close when stopped. */
  later(step: Step): void;
  now(exitCode: number): Promise<void>;
}

/** Longer than any request may take (Rel-17's slow mail is retried by the next start). */
const DRAIN_MS = 20_000;
/** npm passes on the Ctrl-C that the terminal has already sent us: a second one counts only after this. */
const SAME_PRESS_MS = 1_000;

/** Listens for Ctrl-C and its kin from the first moment; a second press ends at once. */
export function untilStopped(): Stopping {
  const steps: Step[] = [];
  let stopped: Promise<void> | undefined;
  const closeAll = async (exitCode: number) => {
    let code = exitCode;
    for (const step of steps.reverse()) {
      await within(step(), DRAIN_MS).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        code = 1;
      });
    }
    process.exit(code);
  };
  const now = (exitCode: number) => (stopped ??= closeAll(exitCode));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopped) return;
      process.stdout.write('Stopping …\n');
      void now(0);
      setTimeout(() => process.on(signal, () => process.exit(1)), SAME_PRESS_MS).unref();
    });
  }
  return { later: (step) => void steps.push(step), now };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`Something did not finish within ${ms / 1000} s and was cut off.`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
