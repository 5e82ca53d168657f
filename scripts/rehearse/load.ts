import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { demoLogins } from "@/db/seed";
import { mapleShopId } from "@/scripts/testing/connect-shop";
import { signInToConsole } from "@/scripts/testing/console-client";
import { signWebhook } from "@/scripts/testing/sign-webhook";

type Options = {
  appUrl: string;
  integrationId: string;
  /** `whsec_` and the key in base64, as the product takes it. */
  etsyWebhookSecret: string;
};

/** Between two requests of each kind, ms. */
const everyMs = { pages: 150, api: 150, webhooks: 500 };

/**
 * People who look at pages, procedures that are called, and webhooks of Etsy, steadily until it is
 * stopped. The proxy counts what fails; an answer that says too little is a failure of its own.
 */
export async function startLoad({ appUrl, integrationId, etsyWebhookSecret }: Options) {
  const { api, visit } = await signInToConsole(appUrl, demoLogins.admin);
  let secret = etsyWebhookSecret;
  const wrong: string[] = [];
  let stopped = false;

  const pages = ["/integrations", `/integrations/${integrationId}`, "/billing", "/audit"];
  const look = async (turn: number) => {
    const path = pages[turn % pages.length] ?? "/";
    const answer = await visit(path);
    const text = await answer.text();
    // A page that was cut off in the middle has no end.
    if (answer.status !== 200 || !text.includes("</html>"))
      wrong.push(`page ${path}: status ${answer.status}, ${text.length} characters`);
  };
  const call = async (turn: number) => {
    if (turn % 20 === 0)
      await api.integrations.rename.mutate({ integrationId, name: `Maple ${turn}` });
    else if (turn % 2 === 0) await api.integrations.home.query();
    else await api.integrations.get.query({ integrationId });
  };
  const tell = async () => {
    const id = randomUUID();
    const timestamp = `${Math.floor(Date.now() / 1000)}`;
    const rawBody = JSON.stringify({
      event_type: "order.paid",
      resource_url: `https://api.etsy.com/v3/application/shops/${mapleShopId}/receipts/1`,
      shop_id: `${mapleShopId}`,
    });
    const answer = await fetch(`${appUrl}/api/webhooks/etsy`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signWebhook(Buffer.from(secret.slice(6), "base64"), {
          id,
          timestamp,
          rawBody,
        }),
      },
      body: rawBody,
    });
    if (!answer.ok) wrong.push(`webhook: status ${answer.status}`);
  };

  const goOn = async (kind: keyof typeof everyMs, work: (turn: number) => Promise<void>) => {
    for (let turn = 0; !stopped; turn++) {
      await work(turn).catch((error: unknown) => wrong.push(`${kind}: ${String(error)}`));
      await sleep(everyMs[kind]);
    }
  };
  const all = Promise.all([goOn("pages", look), goOn("api", call), goOn("webhooks", tell)]);
  return {
    wrong,
    /** Etsy signs with this secret from now on. */
    signWith(other: string) {
      secret = other;
    },
    async stop() {
      stopped = true;
      await all;
    },
  };
}
