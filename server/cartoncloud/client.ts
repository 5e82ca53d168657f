import { z } from "zod";
import { ApiError } from "@/server/errors";
import type { Fetch, HttpAnswer } from "@/server/http";
import { call, retryAfterSeconds } from "@/server/http";
import type { SearchBody } from "./search";
import { all, any, notBefore, textIs } from "./search";
import type { CartonCloudCustomer, CartonCloudProduct, Consignment, OutboundOrder } from "./wire";
import { consignment, customer, outboundOrder, product, refusals, token, userInfo } from "./wire";

/** Body of a new outbound order: the part of CartonCloud's input that receipts fill. */
export type OutboundOrderInput = {
  type: "OUTBOUND";
  references: { customer: string };
  customer: { id: string };
  warehouse: { id: string };
  details: {
    instructions?: string;
    /** YYYY-MM-DD */
    collect?: { requiredDate: string };
    deliver: {
      address: {
        contactName: string;
        address1: string;
        address2?: string;
        city: string;
        state?: { code: string } | { name: string };
        postcode?: string;
        country: { iso2Code: string };
      };
      method: { type: "SHIPPING"; requestedService?: string };
    };
    invoiceValue?: { amount: number; currency: string };
  };
  items: {
    details: { product: { references: { code: string } } };
    measures: { quantity: number };
  }[];
};

export type Paged<T> = { rows: T[]; totalPages: number };
export type CartonCloudClient = ReturnType<typeof createCartonCloudClient>;

function accept<T extends z.ZodType>(answer: HttpAnswer, schema: T): z.output<T> {
  if (answer.status < 200 || answer.status > 299) {
    const messages = refusals.parse(answer.body).map(({ message }) => message);
    throw new ApiError({
      system: "CartonCloud",
      kind: "refused",
      status: answer.status,
      message: messages.filter(Boolean).join(" · ") || `CartonCloud answered ${answer.status}.`,
      retryAfterSeconds: retryAfterSeconds(answer.headers),
      body: answer.body,
    });
  }
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success)
    throw new ApiError({
      system: "CartonCloud",
      kind: "unreadable",
      status: answer.status,
      message: "CartonCloud sent an answer that cannot be read.",
      cause: parsed.error,
    });
  return parsed.data;
}

/**
 * A token by client credentials; `expiresInSeconds` from now.
 * @throws ApiError, with status 401 for every answer that refuses the credentials (RFC 6749 has 400 too)
 */
export async function requestToken(options: {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  fetch?: Fetch;
}): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const basic = Buffer.from(`${options.clientId}:${options.clientSecret}`).toString("base64");
  const answer = await call(
    "CartonCloud",
    `${options.baseUrl}/uaa/oauth/token`,
    {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, "accept-version": "1" },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    },
    options.fetch,
  );
  const refused = answer.status === 400 || answer.status === 403;
  return accept(refused ? { ...answer, status: 401 } : answer, token);
}

/** The operations of CartonCloud's REST API that the product uses; one call each, nothing repeated. */
export function createCartonCloudClient(options: {
  baseUrl: string;
  accessToken: string;
  /** Needed by all but userInfo. */
  tenantId: string | null;
  fetch?: Fetch;
}) {
  const send = (path: string, body?: unknown) =>
    call(
      "CartonCloud",
      `${options.baseUrl}${path}`,
      {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${options.accessToken}`,
          "accept-version": "1",
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      },
      options.fetch,
    );
  const tenant = `/tenants/${options.tenantId}`;

  async function paged<T extends z.ZodType>(
    answer: HttpAnswer,
    row: T,
  ): Promise<Paged<z.output<T>>> {
    const rows = accept(answer, z.array(row));
    return { rows, totalPages: Number(answer.headers.get("total-pages") ?? 1) || 1 };
  }
  const search = async <T extends z.ZodType>(
    path: string,
    body: SearchBody,
    page: number,
    row: T,
  ) => paged(await send(`${tenant}/${path}/search?page=${page}&size=100`, body), row);

  return {
    async getUserInfo(): Promise<z.output<typeof userInfo>> {
      return accept(await send("/uaa/userinfo"), userInfo);
    },
    async listCustomers(page: number): Promise<Paged<CartonCloudCustomer>> {
      return paged(await send(`${tenant}/customers?page=${page}&size=100`), customer);
    },
    /** The whole customer, with the warehouses that it has access to. */
    async getCustomer(id: string): Promise<CartonCloudCustomer> {
      return accept(await send(`${tenant}/customers/${id}`), customer);
    },
    searchProducts(
      customerId: string,
      page: number,
      code?: string,
    ): Promise<Paged<CartonCloudProduct>> {
      const own = textIs("/customer/id", customerId);
      return search(
        "warehouse-products",
        code === undefined ? all(own) : all(own, textIs("/code", code)),
        page,
        product,
      );
    },
    /**
     * Not safe to repeat: search by reference first. `status` REJECTED (answer 228) is an order too.
     * @throws ApiError
     */
    async createOutboundOrder(input: OutboundOrderInput): Promise<OutboundOrder> {
      return accept(await send(`${tenant}/outbound-orders`, input), outboundOrder);
    },
    /** Null when CartonCloud has no such order (any more). */
    async getOutboundOrder(id: string): Promise<OutboundOrder | null> {
      const answer = await send(`${tenant}/outbound-orders/${id}`);
      return answer.status === 404 ? null : accept(answer, outboundOrder);
    },
    async findOutboundOrders(customerId: string, reference: string): Promise<OutboundOrder[]> {
      const condition = all(
        textIs("/references/customer", reference),
        textIs("/customer/id", customerId),
      );
      return (await search("outbound-orders", condition, 1, outboundOrder)).rows;
    },
    /** As findOutboundOrders, for many references (at least one) in one call. */
    findOutboundOrdersOf(
      customerId: string,
      references: readonly string[],
      page: number,
    ): Promise<Paged<OutboundOrder>> {
      const wanted = references.map((one) => textIs("/references/customer", one));
      const condition = all(textIs("/customer/id", customerId), any(...wanted));
      return search("outbound-orders", condition, page, outboundOrder);
    },
    searchDispatchedSince(at: Date, page: number): Promise<Paged<OutboundOrder>> {
      return search(
        "outbound-orders",
        all(notBefore("/timestamps/dispatched/time", at)),
        page,
        outboundOrder,
      );
    },
    /** Consignments that these orders (at least one) became. */
    findConsignmentsOf(
      outboundOrderIds: readonly string[],
      page: number,
    ): Promise<Paged<Consignment>> {
      const wanted = outboundOrderIds.map((id) => textIs("/generatedFromTask/id", id));
      return search("consignments", all(any(...wanted)), page, consignment);
    },
  };
}

/** The order that CartonCloud names when it refuses a reference as taken; null for any other refusal. */
export function duplicateOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.kind !== "refused") return null;
  const duplicate = refusals.parse(error.body).find(({ type }) => type === "DUPLICATE");
  return duplicate?.details?.duplicateId ?? null;
}
