/** Calls as the journals and the faults of the stand-ins name them. */
export const routes = {
  page: "GET /v3/application/shops/{shop_id}/receipts",
  receipt: "GET /v3/application/shops/{shop_id}/receipts/{receipt_id}",
  me: "GET /v3/application/users/me",
  token: "POST /v3/public/oauth/token",
  tracking: "POST /v3/application/shops/{shop_id}/receipts/{receipt_id}/tracking",
  order: "POST /tenants/{tenantId}/outbound-orders",
  search: "POST /tenants/{tenantId}/outbound-orders/search",
  getOrder: "GET /tenants/{tenantId}/outbound-orders/{id}",
  consignments: "POST /tenants/{tenantId}/consignments/search",
} as const;
