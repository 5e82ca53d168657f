const variables = {
  appUrl: "E2E_APP_URL",
  etsyUrl: "E2E_ETSY_URL",
  cartonCloudUrl: "E2E_CARTONCLOUD_URL",
  mailboxUrl: "E2E_MAILBOX_URL",
  runnerUrl: "E2E_RUNNER_URL",
  databaseUrl: "E2E_DATABASE_URL",
} as const;

export type StackAddresses = Record<keyof typeof variables, string>;

/** Tells the browser tests, which run in processes of their own, where everything is. */
export function shareAddresses(addresses: StackAddresses): void {
  for (const [name, variable] of Object.entries(variables))
    process.env[variable] = addresses[name as keyof StackAddresses];
}

/**
 * Where the stack of the browser tests is.
 *
 * @throws Error when no stack was started.
 */
export function stackAddresses(): StackAddresses {
  const entries = Object.entries(variables).map(([name, variable]) => {
    const value = process.env[variable];
    if (!value) throw new Error(`${variable} is not set: the browser tests run with npm test.`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}
