/** How the console uses its database: connections of each process, and how many of those there are. */
export type Pools = { pool: number; processes: number };

/** Connections that may be open at once: during a rolling restart there is one process more. */
export const mostConnections = ({ pool, processes }: Pools): number => pool * (processes + 1);
