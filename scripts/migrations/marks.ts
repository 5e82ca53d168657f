/** What a migration says of itself in a comment of its own line. */
export type Marks = {
  /** `-- contract of 0015_name: why nothing that runs uses it any more` */
  contract?: { of: string; because: string };
  /** `-- data: why it is short, and right beside both versions` */
  data?: string;
};

export function marksOf(sql: string): Marks {
  const [, of, because] = /^-- contract of (\w[\w-]*): *(.*)$/m.exec(sql) ?? [];
  const [, data] = /^-- data: *(.*)$/m.exec(sql) ?? [];
  return {
    ...(of && { contract: { of, because: because?.trim() ?? "" } }),
    ...(data !== undefined && { data: data.trim() }),
  };
}
