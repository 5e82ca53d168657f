import type { Env, VariableFault } from "@/server/env";

/** What came of asking somebody outside; `skewMs` is how far their clock is before ours. */
export type Answer =
  | { state: "answered"; status: number; body: string; skewMs: number | null }
  | { state: "silent"; reason: string }
  | { state: "not asked"; reason: string };

/** One organisation's way into CartonCloud, as one request for a token found it. */
export type CredentialFacts = {
  organisation: string;
  outcome: "accepted" | "refused" | "silent" | "not opened";
  /** In words, for people. */
  reason: string;
};

export type TableFacts = {
  name: string;
  owner: string;
  /** It holds rows of organisations, so that row security belongs on it. */
  ofTenants: boolean;
  /** Row security is on, forced, and has a policy. */
  apart: boolean;
  /** The audit log: rows are only ever added. */
  appended: boolean;
  /** The product's role may read its rows and write them; where they are appended, new ones alone. */
  granted: boolean;
  /** Rows are appended, and the product's role may change or remove those that are there. */
  forgeable: boolean;
};

/** Values that one key sealed. */
export type SealedFacts = { keyId: string; count: number; opens: boolean };

export type DatabaseFacts = {
  state: "answered";
  /** As server_version_num has it: 150018 is 15.18. */
  versionNumber: number;
  encoding: string;
  /** The login of DATABASE_URL. */
  login: string;
  role: { exists: boolean; strong: boolean; mayBeTaken: boolean };
  /** Who a connection opened as the product opens it acts as, or why it could not be opened. */
  acting: { user: string; rows: string } | { problem: string };
  tables: readonly TableFacts[];
  /** Null where the login may not read which are applied. */
  migrations: { missing: readonly string[]; newer: boolean } | null;
  connections: { most: number; reserved: number; others: number };
  skewMs: number;
  sealed: readonly SealedFacts[];
  credentials: readonly CredentialFacts[];
};

export type Facts = {
  given: Readonly<Record<string, string>>;
  /** The variables that are right by themselves. */
  values: Partial<Env>;
  faults: readonly VariableFault[];
  /** How many processes of the console are to share the database. */
  processes: number;
  machine: {
    nodeVersion: string;
    /** The oldest that package.json allows, such as 20.19. */
    nodeNeeded: string;
    timeZones: boolean;
    freeBytes: number | null;
    port: { address: string; holder: "free" | "console" | "other" };
  };
  database: DatabaseFacts | Exclude<Answer, { state: "answered" }>;
  /** Liveness at APP_URL. */
  console: Answer;
  etsy: { ping: Answer; consent: Answer };
  cartonCloud: Answer;
  inngest: Answer;
  mail: { state: "accepted" } | Exclude<Answer, { state: "answered" }>;
};
