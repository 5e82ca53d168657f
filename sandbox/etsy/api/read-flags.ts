type Flags = { wasShipped?: boolean; wasPaid?: boolean };

/** Reads the form of updateShopReceipt; the contract knows no JSON here. */
export function readFlags(
  body: string,
  contentType: string | undefined,
): { ok: true; flags: Flags } | { ok: false; error: string } {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (body !== "" && type !== "application/x-www-form-urlencoded")
    return { ok: false, error: "Send application/x-www-form-urlencoded" };
  const form = new URLSearchParams(body);
  const flags: Flags = {};
  for (const [name, key] of [
    ["was_shipped", "wasShipped"],
    ["was_paid", "wasPaid"],
  ] as const) {
    const text = form.get(name);
    if (text === null || text === "" || text === "null") continue;
    if (text !== "true" && text !== "false")
      return { ok: false, error: `${name}: must be true or false` };
    flags[key] = text === "true";
  }
  return { ok: true, flags };
}
