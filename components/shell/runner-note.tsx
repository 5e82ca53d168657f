/** Which server drives the background work: shown in demo mode and in development. */
export function RunnerNote({
  runner,
  demo,
}: {
  runner: { name: string; reachable: boolean };
  demo: boolean;
}) {
  return (
    <footer className="border-t text-[0.8125rem] text-muted-foreground print:hidden">
      <p className="mx-auto flex max-w-6xl flex-wrap gap-x-4 gap-y-1 px-4 py-3">
        {demo ? <span>Demo mode</span> : null}
        <span>
          Job runner: {runner.name}
          {runner.reachable ? "" : " (not reachable)"}
        </span>
      </p>
    </footer>
  );
}
