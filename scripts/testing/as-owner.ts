import postgres from "postgres";

/** Runs a statement as the owner of the tables: what the product's own role may not do. */
export async function asOwner(statement: string): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
