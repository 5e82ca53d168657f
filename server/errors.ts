export type DomainErrorCode =
  | "not_found"
  | "not_allowed"
  | "signed_out"
  | "invalid"
  | "conflict"
  | "too_many"
  | "unavailable";

/** A refusal that a person may read: `message` says what is wrong and what to do. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    readonly code: DomainErrorCode,
    message: string,
    /** The input field that it concerns, where there is one. */
    readonly field?: string,
  ) {
    super(message);
  }
}

export const notFound = (what: string) =>
  new DomainError("not_found", `This ${what} does not exist, or you may not see it.`);

/**
 * How a call to Etsy or CartonCloud failed.
 * network      no answer, or one cut short: the effect is unknown
 * unreadable   an answer that is not of the contract (an HTML page, half a JSON): the effect is unknown
 * refused      the other side said no; `status` and `message` tell why
 */
export type ApiErrorKind = "network" | "unreadable" | "refused";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly system: "Etsy" | "CartonCloud";
  readonly kind: ApiErrorKind;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Seconds that the other side asked to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** The parsed error body, for those who look for codes in it. Never logged. */
  readonly body: unknown;

  constructor(fields: {
    system: "Etsy" | "CartonCloud";
    kind: ApiErrorKind;
    status: number;
    message: string;
    retryAfterSeconds?: number | undefined;
    body?: unknown;
    cause?: unknown;
  }) {
    super(fields.message, { cause: fields.cause });
    this.system = fields.system;
    this.kind = fields.kind;
    this.status = fields.status;
    this.retryAfterSeconds = fields.retryAfterSeconds;
    this.body = fields.body;
  }

  /** True when the other side may have done what was asked although no clear answer came. */
  get effectUnknown(): boolean {
    return this.kind !== "refused" || this.status >= 500 || this.status === 408;
  }

  /** True when the same call may well succeed later without anyone's help. */
  get passing(): boolean {
    return this.effectUnknown || this.status === 429 || this.status === 425;
  }
}
