import { beforeEach, describe, expect, it } from "vitest";
import { setConfigureAccess, setCustomerAccess } from "@/server/organisations/service";
import type { Tenant } from "@/server/people/fixtures";
import { freshEmail, here, makeUser, openTenant } from "@/server/people/fixtures";
import { changeUser, removeUser, setUserDisabled } from "@/server/people/service";
import { openSession, readViewer } from "@/server/people/session";
import { createCallerFactory } from "@/server/trpc/init";
import { appRouter } from "@/server/trpc/root";

const call = createCallerFactory(appRouter);
let tenant: Tenant;
let userId: string;
let sessionId: string;
beforeEach(async () => {
  tenant = await openTenant();
  const [own] = tenant.customerIds;
  userId = await makeUser(freshEmail(), tenant.scope.organisationId, [own]);
  sessionId = (await openSession(userId, here)) ?? "";
});

/** One request of the customer user: the session is read anew, as each request does. */
const ask = async () => call({ viewer: await readViewer(sessionId) });
const configures = async () => {
  const customerId = tenant.customerIds[0];
  return (await ask()).integrations
    .createDraft({ customerId, app: "etsy", name: crypto.randomUUID() })
    .then(
      () => "yes",
      ({ code }) => code,
    );
};

describe("access to configure", () => {
  it("is off at first, which is told with why and whom to ask", async () => {
    const { may } = await (await ask()).integrations.customer({
      customerId: tenant.customerIds[0],
    });
    expect(may.allowed).toBe(false);
    expect(may.why).toMatch(
      /^Tenant .* has not given First access to configure integrations\. Ask Kim Lee, who is an admin there, to allow it\.$/,
    );
    expect(await configures()).toBe("FORBIDDEN");
  });

  it("follows the organisation at the next request, on and off", async () => {
    for (const allow of [true, false, true]) {
      await setCustomerAccess(tenant.scope, allow);
      expect(await configures()).toBe(allow ? "yes" : "FORBIDDEN");
    }
  });

  it("follows the customer's own setting before that of the organisation", async () => {
    const customerId = tenant.customerIds[0];
    for (const allow of [true, false]) {
      await setCustomerAccess(tenant.scope, allow);
      for (const [access, expected] of [
        ["allowed", "yes"],
        ["denied", "FORBIDDEN"],
        ["organisation", allow ? "yes" : "FORBIDDEN"],
      ] as const) {
        await setConfigureAccess(tenant.scope, { customerId, access });
        expect(await configures(), `${allow} ${access}`).toBe(expected);
      }
    }
  });

  it("of one customer is not that of another", async () => {
    await setConfigureAccess(tenant.scope, {
      customerId: tenant.customerIds[1],
      access: "allowed",
    });
    expect(await configures()).toBe("FORBIDDEN");
  });
});

describe("a person's request", () => {
  it("is refused as signed out right after they are disabled or removed", async () => {
    await setCustomerAccess(tenant.scope, true);
    expect(await configures()).toBe("yes");
    await setUserDisabled(tenant.scope, { userId, disabled: true });
    expect(await configures()).toBe("UNAUTHORIZED");
    await setUserDisabled(tenant.scope, { userId, disabled: false });
    sessionId = (await openSession(userId, here)) ?? "";
    expect(await configures()).toBe("yes");
    await removeUser(tenant.scope, userId);
    expect(await configures()).toBe("UNAUTHORIZED");
  });

  it("answers a customer that was taken from them as one that is not there", async () => {
    await setCustomerAccess(tenant.scope, true);
    const change = { userId, role: "customer_user" as const };
    await changeUser(tenant.scope, { ...change, customerIds: [tenant.customerIds[1]] });
    expect(await configures()).toBe("NOT_FOUND");
  });

  it("is that of an admin right after they become one, and not after they are none", async () => {
    const lists = async () =>
      (await ask()).people.list().then(
        () => "yes",
        ({ code }) => code,
      );
    expect(await lists()).toBe("FORBIDDEN");
    await changeUser(tenant.scope, { userId, role: "admin", customerIds: [] });
    expect(await lists()).toBe("yes");
    const back = { role: "customer_user" as const, customerIds: [tenant.customerIds[0]] };
    await changeUser(tenant.scope, { userId, ...back });
    expect(await lists()).toBe("FORBIDDEN");
  });
});
