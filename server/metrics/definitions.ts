/** What is read from the database at each scrape: every process tells the same. */
export const definitions = {
  smi_integrations: {
    help: "Integrations that are not deleted, by status.",
    labels: ["app", "status"],
  },
  smi_pull_age_seconds: {
    help: "Age of the last successful pull of active integrations; quantile 1 is the oldest.",
    labels: ["app", "quantile"],
  },
  smi_stale_pull_age_seconds: {
    help: "The ten active integrations read longest ago, past a quarter of an hour.",
    labels: ["app", "integration"],
  },
  smi_order_links: {
    help: "Receipts that are on their way, by state; counted up to 100,000 of each.",
    labels: ["state"],
  },
  smi_held_orders: {
    help: "Receipts that wait for a person, by reason.",
    labels: ["reason"],
  },
  smi_order_link_oldest_seconds: {
    help: "How long the oldest receipt without an outbound order has waited.",
    labels: ["state"],
  },
  smi_outbox_oldest_seconds: {
    help: "How long the oldest piece of due work has had no event or mail on its way.",
    labels: ["kind"],
  },
  smi_quota_limit: { help: "Calls that a quota allows.", labels: ["budget"] },
  smi_quota_used: { help: "Calls of a quota that were made.", labels: ["budget"] },
  smi_quota_left: {
    help: "Calls of a quota that are left, by the other side's word or our count, whichever is less.",
    labels: ["budget"],
  },
  smi_cartoncloud_post_wait_seconds: {
    help: "Longest wait of an organisation for its next turn to post an order.",
    labels: [],
  },
  smi_connections_to_renew: {
    help: "Connections that only a person can renew.",
    labels: ["system"],
  },
  smi_token_refresh_overdue: {
    help: "Active connections whose token ended more than an hour ago.",
    labels: ["system"],
  },
  smi_database_connections: {
    help: "Connections of the database server: used by everybody, and allowed at most.",
    labels: ["kind"],
  },
  smi_webhook_age_seconds: {
    help: "Time since a webhook was last accepted.",
    labels: ["system"],
  },
  smi_webhook_keys_refused: {
    help: "Organisations whose webhook came with a wrong key last, within a day.",
    labels: [],
  },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

export type FactName = keyof typeof definitions;
export const isFactName = (name: string): name is FactName => name in definitions;
