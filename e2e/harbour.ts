import postgres from "postgres";
import { runNode } from "@/scripts/testing/run-node";
import { stackAddresses } from "@/scripts/testing/stack-addresses";
import { logins } from "./fixtures";

const two = (n: number) => String(n).padStart(2, "0");

/** Integrations of customer 1 to 30: every third has two. */
export const shopsOf = (customer: number) => (customer % 3 === 0 ? 2 : 1);
export const customerName = (customer: number) => `Customer ${two(customer)}`;

/**
 * A 3PL with 30 customers and 40 integrations that have been active for ten weeks, of which one was
 * deleted in the second week of last month; its weeks closed until now.
 */
export async function openHarbour(deletedAt: Date) {
  const mark = Date.now();
  const admin = { email: `admin-${mark}@harbour.example`, password: logins.admin.password };
  const user = { email: `user-${mark}@harbour.example`, password: logins.admin.password };
  const sql = postgres(stackAddresses().databaseUrl, { max: 1, onnotice: () => {} });
  await sql`select set_config('app.rows', 'all', false)`;
  const [home] =
    await sql`insert into organisation (name) values ('Harbour Fulfilment') returning id`;
  const organisationId = String(home?.id);
  for (const { email } of [admin, user])
    await sql`insert into user_account (email, name, password_hash, demo)
      select ${email}, 'Hanna Harbour', password_hash, true from user_account
      where email = ${logins.admin.email}`;
  await sql`insert into membership (user_id, organisation_id, role)
    select id, ${organisationId}, case when email = ${admin.email} then 'admin' else 'customer_user' end
    from user_account where email in (${admin.email}, ${user.email})`;
  await sql`insert into price_tier (organisation_id, from_quantity, weekly_price_minor, currency)
    values (${organisationId}, 1, 1000, 'AUD'), (${organisationId}, 20, 800, 'AUD')`;
  const since = new Date(mark - 75 * 86_400_000);
  for (let customer = 1; customer <= 30; customer++) {
    const [row] = await sql`insert into customer (organisation_id, cartoncloud_id, name)
      values (${organisationId}, gen_random_uuid(), ${customerName(customer)}) returning id`;
    for (let shop = 1; shop <= shopsOf(customer); shop++)
      await sql`insert into integration (organisation_id, customer_id, name, status, activated_at)
        values (${organisationId}, ${row?.id}, ${`Shop ${two(customer)}-${shop}`}, 'active', ${since})`;
  }
  await sql`update integration set status = 'deleted', deleted_at = ${deletedAt}
    where organisation_id = ${organisationId} and name = 'Shop 30-2'`;
  await sql`insert into membership_customer (user_id, organisation_id, customer_id)
    select u.id, c.organisation_id, c.id from user_account u, customer c
    where u.email = ${user.email} and c.organisation_id = ${organisationId} and c.name = 'Customer 03'`;
  await sql.end();
  const environment = { DATABASE_URL: stackAddresses().databaseUrl };
  const script = ["tsx", "--conditions=react-server", "scripts/testing/close-weeks.ts"];
  let told = "";
  const hear = (text: string) => {
    told += text;
  };
  const code = await runNode("--import", [...script, organisationId], hear, environment);
  if (code !== 0) throw new Error(`The weeks were not closed: ${told}`);
  return { admin, user };
}
