import type { z } from "zod";
import { ApiError } from "@/server/errors";
import type { Fetch, HttpAnswer } from "@/server/http";
import { call, retryAfterSeconds } from "@/server/http";
import type { Receipt, ReceiptPage, Shop } from "./wire";
import { receipt, receiptPage, refusal, scopes, self, shop } from "./wire";

/** Etsy's largest page and largest offset (its documentation on URL syntax). */
export const largestPage = 100;
export const largestOffset = 12_000;

export type ReceiptQuery = {
  /** Epoch seconds UTC, both inclusive. */
  minLastModified?: number;
  maxLastModified?: number;
  minCreated?: number;
  maxCreated?: number;
  wasPaid?: boolean;
  wasShipped?: boolean;
  wasCanceled?: boolean;
  sortOn: "created" | "updated";
  limit: number;
  offset: number;
};

/** Without tracking both `trackingCode` and `carrierName` stay away: empty texts are refused by Etsy. */
export type ShipmentInput = {
  trackingCode?: string;
  carrierName?: string;
  noteToBuyer?: string;
  sendBcc?: boolean;
};

export type EtsyClient = ReturnType<typeof createEtsyClient>;

function accept<T extends z.ZodType>(answer: HttpAnswer, schema: T): z.output<T> {
  if (answer.status < 200 || answer.status > 299) {
    const { error, error_description } = refusal.parse(answer.body);
    throw new ApiError({
      system: "Etsy",
      kind: "refused",
      status: answer.status,
      message: error_description ?? (error || `Etsy answered ${answer.status}.`),
      retryAfterSeconds: retryAfterSeconds(answer.headers),
      body: answer.body,
    });
  }
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success)
    throw new ApiError({
      system: "Etsy",
      kind: "unreadable",
      status: answer.status,
      message: "Etsy sent an answer that cannot be read.",
      cause: parsed.error,
    });
  return parsed.data;
}

/**
 * The operations of Etsy's Open API v3 that the product uses; one call each, nothing repeated.
 * `apiKey` is keystring:shared secret, mandatory since February 2026 (etsy/open-api#1529).
 * Every verb throws ApiError.
 */
export function createEtsyClient(options: {
  baseUrl: string;
  apiKey: string;
  accessToken: string;
  fetch?: Fetch;
}) {
  const headers = {
    "x-api-key": options.apiKey,
    authorization: `Bearer ${options.accessToken}`,
    accept: "application/json",
  };
  const send = (path: string, request: RequestInit = {}) =>
    call(
      "Etsy",
      `${options.baseUrl}/v3/application${path}`,
      { ...request, headers: { ...headers, ...request.headers } },
      options.fetch,
    );

  return {
    async getMe(): Promise<{ userId: number; shopId: number | null }> {
      const me = accept(await send("/users/me"), self);
      return { userId: me.user_id, shopId: me.shop_id };
    },
    async getShop(shopId: number): Promise<Shop> {
      return accept(await send(`/shops/${shopId}`), shop);
    },
    /** The scopes that the token really has: a seller may have granted fewer. */
    async getScopes(): Promise<string[]> {
      const body = new URLSearchParams({ token: options.accessToken });
      return accept(await send("/scopes", { method: "POST", body }), scopes);
    },
    async getReceipts(shopId: number, query: ReceiptQuery): Promise<ReceiptPage> {
      const given = {
        min_last_modified: query.minLastModified,
        max_last_modified: query.maxLastModified,
        min_created: query.minCreated,
        max_created: query.maxCreated,
        was_paid: query.wasPaid,
        was_shipped: query.wasShipped,
        was_canceled: query.wasCanceled,
        sort_on: query.sortOn,
        sort_order: "asc",
        limit: query.limit,
        offset: query.offset,
      };
      const params = new URLSearchParams(
        Object.entries(given).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, String(value)]],
        ),
      );
      return accept(await send(`/shops/${shopId}/receipts?${params}`), receiptPage);
    },
    async getReceipt(shopId: number, receiptId: string): Promise<Receipt> {
      return accept(await send(`/shops/${shopId}/receipts/${receiptId}`), receipt);
    },
    /** Etsy e-mails the buyer at each success: read the receipt before and after an unclear answer. */
    async createReceiptShipment(
      shopId: number,
      receiptId: string,
      input: ShipmentInput,
    ): Promise<Receipt> {
      const body = JSON.stringify({
        tracking_code: input.trackingCode,
        carrier_name: input.carrierName,
        note_to_buyer: input.noteToBuyer || undefined,
        send_bcc: input.sendBcc || undefined,
      });
      return accept(
        await send(`/shops/${shopId}/receipts/${receiptId}/tracking`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        }),
        receipt,
      );
    },
  };
}
