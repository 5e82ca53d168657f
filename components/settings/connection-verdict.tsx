import { Alert } from "@/components/ui/alert";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/server/trpc/types";

type Connection = RouterOutputs["organisation"]["settings"]["cartonCloud"];
type Test = RouterOutputs["organisation"]["testCartonCloud"];

/** The outcome of the test just made, otherwise what is known from the last one. */
export function ConnectionVerdict({
  connection,
  test,
}: {
  connection: Connection;
  test: Test | null;
}) {
  if (test)
    return (
      <Alert tone={test.ok ? "success" : "danger"} live>
        {test.message}
      </Alert>
    );
  if (!connection)
    return (
      <Alert tone="warning" title="Not connected yet">
        Until CartonCloud is connected, no order can be created. Enter the credentials, save, then
        test.
      </Alert>
    );
  const checked = connection.checkedAt ? (
    <>
      {" "}
      Last tested <RelativeTime at={connection.checkedAt} />.
    </>
  ) : null;
  if (connection.status === "connected")
    return (
      <Alert tone="success">
        Connected to {connection.tenantName ?? "CartonCloud"}.{checked}
      </Alert>
    );
  if (connection.status === "failed")
    return (
      <Alert tone="danger" title="The connection does not work">
        {connection.lastError ?? "CartonCloud refused the credentials."}
        {checked}
      </Alert>
    );
  return (
    <Alert tone="info">Saved, not tested since. Test it to read customers and warehouses.</Alert>
  );
}
