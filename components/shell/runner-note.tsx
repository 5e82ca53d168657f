/** Which server drives the background work: shown in demo mode and in development. */
export function RunnerNote({
  name,
  reachable,
  demo,
}: {
  name: string;
  reachable: boolean;
  demo: boolean;
}) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 sm:ml-auto">
      {demo ? <span>Demo mode</span> : null}
      <span>
        Job runner: {name}
        {reachable ? "" : " (not reachable)"}
      </span>
    </p>
  );
}
