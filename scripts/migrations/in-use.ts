/** Others hold what a migration needs. Nothing is changed, and the same call may succeed later. */
export class InUse extends Error {}
