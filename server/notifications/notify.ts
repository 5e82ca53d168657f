import type { Queryable } from "@/db/client";
import { notification } from "@/db/schema/notification";
import type { NotificationData, NotificationKind } from "./schema";
import { notificationData } from "./schema";

export type Notice<K extends NotificationKind> = {
  organisationId: string;
  /** Left out for what concerns the organisation alone: then only its admins are told. */
  integrationId?: string | null;
  kind: K;
  data: NotificationData<K>;
  /** Names what happened, such as "connection_lost:<integration id>:<generation>". */
  occurrence: string;
};

/**
 * Has people told by mail, once per occurrence; call it with the transaction of what happened, so
 * that either both are kept or neither. The mails go out within a minute after it ends.
 * @returns whether the occurrence is new.
 * @throws ZodError when the data is not that of its kind.
 */
export async function notify<K extends NotificationKind>(
  tx: Queryable,
  notice: Notice<K>,
): Promise<boolean> {
  const added = await tx
    .insert(notification)
    .values({
      organisationId: notice.organisationId,
      integrationId: notice.integrationId ?? null,
      kind: notice.kind,
      data: notificationData[notice.kind].parse(notice.data),
      occurrence: notice.occurrence,
    })
    .onConflictDoNothing({ target: notification.occurrence })
    .returning({ id: notification.id });
  return added.length > 0;
}
