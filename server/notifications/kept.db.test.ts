import { expect, it } from "vitest";
import { db } from "@/db/client";
import { mail } from "@/db/schema/notification";
import { membership } from "@/db/schema/people";
import { mailState } from "@/server/health";
import { makeTenant } from "@/server/integrations/fixtures";
import { deliverMails } from "./deliver";
import { notify } from "./notify";

it("without a mail server mails are kept, untried, and health says so", async () => {
  const { organisationId, admin } = await makeTenant();
  await db().insert(membership).values({ userId: admin.userId, organisationId, role: "admin" });
  const kind = "cartoncloud_lost" as const;
  await notify(db(), { organisationId, kind, data: {}, occurrence: "kept" });
  expect(await deliverMails()).toMatchObject({ laidOut: 1, sent: 0, failed: 0, kept: true });
  expect(await db().select().from(mail)).toMatchObject([
    { userId: admin.userId, attempts: 0, sentAt: null, droppedAt: null },
  ]);
  expect(mailState()).toBe("kept; set SMTP_URL and MAIL_FROM to send");
});
